"""The kinds of account that can log in; that of patrons is defined here."""

from ndl.registration import _
from ndl.registration.clock import today
from ndl.registration.folding import fold_user_id
from ndl.registration.interfaces import IAccountSource
from ndl.registration.interfaces import Identity
from ndl.registration.notices.personal import add_notice
from ndl.registration.patrons.directory import get_directory
from ndl.registration.patrons.email import mask_email
from ndl.registration.patrons.passwords import hash_password
from ndl.registration.patrons.passwords import needs_rehash
from ndl.registration.patrons.passwords import new_password_problems
from ndl.registration.patrons.passwords import verify_password
from ndl.registration.patrons.patron import Patron
from ndl.registration.sealed import digest
from ndl.registration.settings import settings
from zope.component import getUtilitiesFor
from zope.component import getUtility
from zope.interface import implementer


PATRONS = "patrons"


def find_identity(login: str) -> Identity | None:
    """The identity with this login name, or None; patrons come first.

    All sources are queried in any case, so that the time does not reveal the source.
    """
    sources = sorted(getUtilitiesFor(IAccountSource), key=lambda s: s[0] != PATRONS)
    found = [source.find(login) for _name, source in sources]
    return next((identity for identity in found if identity), None)


def source_of(identity: Identity) -> IAccountSource:
    """The source of the identity."""
    return getUtility(IAccountSource, name=identity.source)


def get_identity(source: str, user_id: str) -> Identity | None:
    """The identity of a user ID, with the current data of its source."""
    return getUtility(IAccountSource, name=source).get(user_id)


def may_give_address(identity: Identity) -> bool:
    """Whether the owner may enter an address at login because none is on file (R20).

    Only patrons may: staff get their address from the managers of the site.
    """
    return identity.source == PATRONS and bool(settings().ask_for_address)


@implementer(IAccountSource)
class PatronSource:
    """Patrons: they log in with their user ID and need a code (R8)."""

    def find(self, login: str) -> Identity | None:
        """The patron with this user ID, in any case and width."""
        return self.get(fold_user_id(login))

    def get(self, user_id: str) -> Identity | None:
        """The patron with exactly this user ID."""
        patron = get_directory().get(user_id)
        return None if patron is None else _identity(patron)

    def check_password(self, identity: Identity, password: str) -> bool:
        """Whether the password is correct; rehashes it if its hash is outdated.

        An initial password is refused after its last day.
        """
        patron = get_directory()[identity.user_id]
        if not verify_password(patron.password, password):
            return False
        last = patron.initial_password_until
        if last is not None and today() > last:
            return False
        if needs_rehash(patron.password):
            patron.renew_hash(hash_password(password))
        return True

    def fingerprint(self, identity: Identity) -> str:
        """A digest that changes with the password and the e-mail address."""
        patron = get_directory()[identity.user_id]
        return digest(f"{patron.password} {patron.email}")

    def store_email(self, identity: Identity, email: str) -> None:
        """Put the address on file, with a notice. Raises EmailTaken."""
        patron = get_directory()[identity.user_id]
        get_directory().change_email(patron, email)
        add_notice(patron, "email-registered", address=mask_email(email))

    def can_set_password(self, identity: Identity) -> bool:
        """True: the directory stores the passwords of patrons."""
        return True

    def password_problems(self, identity: Identity, password: str) -> list[str]:
        """Validation errors of a new password, which must differ from the old one."""
        return new_password_problems(get_directory()[identity.user_id], password)

    def set_password(self, identity: Identity, password: str) -> None:
        """Store the hash of a new password."""
        get_directory()[identity.user_id].set_password(hash_password(password))

    def logged_in(self, identity: Identity) -> None:
        """Extend the registration to the full period."""
        directory = get_directory()
        directory.extend(directory[identity.user_id])


def _identity(patron: Patron) -> Identity:
    return Identity(
        user_id=patron.user_id,
        login=patron.user_id,
        source=PATRONS,
        email=patron.email,
        language=patron.language,
        needs_code=True,
        barred=EXPIRED if patron.is_expired else "",
    )


EXPIRED = _("Your registration has expired. Please register again.")
