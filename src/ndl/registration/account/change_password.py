"""Change of a patron's own password: one rule for all ways to change it."""

from ndl.registration import _
from ndl.registration.dates import minutes_until
from ndl.registration.errors import Code
from ndl.registration.errors import DomainError
from ndl.registration.events import audit
from ndl.registration.events import AuditTag
from ndl.registration.events import PasswordChanged
from ndl.registration.login.identify import check_password
from ndl.registration.login.sources import get_identity
from ndl.registration.login.sources import PATRONS
from ndl.registration.patrons.errors import PasswordsDiffer
from ndl.registration.patrons.errors import UnknownPatron
from ndl.registration.patrons.errors import WeakPassword
from ndl.registration.patrons.passwords import hash_password
from ndl.registration.patrons.passwords import new_password_problems
from ndl.registration.patrons.patron import Patron
from ndl.registration.settings import settings
from zope.event import notify


class WrongPassword(DomainError):
    """The present password is wrong, or was wrong too often."""

    code = Code.PASSWORD_WRONG

    @property
    def message(self) -> str:  # type: ignore[override]
        """The message to show, with the limit from the settings."""
        values = settings()
        return _(
            "The current password is not correct. After ${count} wrong passwords in "
            "a row, none is accepted for ${minutes} minutes.",
            mapping={
                "count": values.password_failures,
                "minutes": minutes_until(values.password_lock),
            },
        )


def change_password(patron: Patron, present: str, new: str, again: str) -> None:
    """Set a new password, which ends all links and other sessions.

    Wrong present passwords count like those at the login, so callers catch
    WrongPassword and let the request end normally. Raises WrongPassword,
    PasswordsDiffer, WeakPassword.
    """
    demand_password(patron, present)
    if new != again:
        raise PasswordsDiffer
    problems = new_password_problems(patron, new)
    if problems:
        raise WeakPassword(problems)
    store_password(patron, new)


def demand_password(patron: Patron, present: str) -> None:
    """Raise WrongPassword unless this is the patron's password; count a wrong one."""
    identity = get_identity(PATRONS, patron.user_id)
    if identity is None:
        raise UnknownPatron
    if not check_password(identity, present):
        raise WrongPassword


def store_password(patron: Patron, password: str) -> None:
    """Store a password that was checked, and notify PasswordChanged."""
    patron.set_password(hash_password(password))
    announce_password(patron)


def announce_password(patron: Patron) -> None:
    """Audit the new password and notify PasswordChanged."""
    audit(AuditTag.PATRON_PASSWORD_CHANGED, patron.user_id)
    notify(PasswordChanged(patron.user_id))
