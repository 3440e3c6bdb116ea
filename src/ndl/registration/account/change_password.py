"""Change of a patron's own password: one rule for all ways to change it."""

from ndl.registration import _
from ndl.registration import logger
from ndl.registration.config import minutes_until
from ndl.registration.errors import Code
from ndl.registration.errors import DomainError
from ndl.registration.events import audit
from ndl.registration.events import AuditTag
from ndl.registration.events import PasswordChanged
from ndl.registration.interfaces import IAccountSource
from ndl.registration.login.identify import check_password
from ndl.registration.login.sources import get_identity
from ndl.registration.login.sources import PATRONS
from ndl.registration.mail.compose import MailNotConfigured
from ndl.registration.mail.compose import send_mail
from ndl.registration.patrons.directory import get_directory
from ndl.registration.patrons.errors import PasswordsDiffer
from ndl.registration.patrons.errors import UnknownPatron
from ndl.registration.patrons.errors import WeakPassword
from ndl.registration.patrons.passwords import hash_password
from ndl.registration.patrons.passwords import new_password_problems
from ndl.registration.patrons.patron import Patron
from ndl.registration.settings import settings
from zope.component import adapter
from zope.component import getUtilitiesFor
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
    """Set a new password; ends all links and other sessions.

    Wrong present passwords count with those at the login, so a front answers
    WrongPassword and lets the request end normally. Raises WrongPassword,
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
    """Raise WrongPassword unless this is the patron's password; wrong ones count."""
    identity = get_identity(PATRONS, patron.user_id)
    if identity is None:
        raise UnknownPatron
    if not check_password(identity, present):
        raise WrongPassword


def store_password(patron: Patron, password: str) -> None:
    """Keep a password that has no problems, and tell of it."""
    patron.password = hash_password(password)
    audit(AuditTag.PATRON_PASSWORD_CHANGED, patron.user_id)
    notify(PasswordChanged(patron.user_id))


@adapter(PasswordChanged)
def tell_of_password(event: PasswordChanged) -> None:
    """Mail the owner of a new password (ASVS 6.3.7); a reset mails by itself."""
    if event.by_reset:
        return
    found = (
        source.get(event.user_id) for _name, source in getUtilitiesFor(IAccountSource)
    )
    identity = next(filter(None, found), None)
    if identity is None or not identity.email:
        return
    try:
        send_mail(identity.email, "password-changed", identity.language)
    except MailNotConfigured:
        logger.warning("A new password was not told: the site has no mail address.")


def must_change_password(user_id: str) -> bool:
    """Whether the patron logs in with a password that staff know."""
    patron = get_directory().get(user_id)
    return patron is not None and patron.initial_password_until is not None


@adapter(PasswordChanged)
def forget_initial_password(event: PasswordChanged) -> None:
    """Whoever chooses a password, also by a mailed link, has one of their own."""
    patron = get_directory().get(event.user_id)
    if patron is not None and patron.initial_password_until is not None:
        patron.initial_password_until = None
