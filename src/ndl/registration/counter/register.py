"""Registration at the counter, also without an email address."""

from ndl.registration import _
from ndl.registration.counter.officer import check_document
from ndl.registration.declaration.declaration import Declaration
from ndl.registration.errors import Code
from ndl.registration.errors import DomainError
from ndl.registration.events import audit
from ndl.registration.events import AuditTag
from ndl.registration.mail.compose import portal_link
from ndl.registration.mail.compose import send_mail
from ndl.registration.patrons.directory import get_directory
from ndl.registration.patrons.duplicates import find_duplicates
from ndl.registration.patrons.email import EmailTaken
from ndl.registration.patrons.email import parse_email
from ndl.registration.patrons.passwords import hash_password
from ndl.registration.patrons.patron import Patron
from ndl.registration.patrons.record import PatronClass

import secrets


class PerhapsRegistered(DomainError):
    """A similar person is registered; each person has one user ID (R54)."""

    code = Code.PERHAPS_REGISTERED

    def __init__(self, user_ids: list[str]) -> None:
        super().__init__(*user_ids)
        self.user_ids = user_ids

    @property
    def message(self) -> str:  # type: ignore[override]
        """The message to show, with the user IDs."""
        return _(
            "Perhaps this person is registered already: ${user_ids}. Please look there "
            "first. If it is another person, say so below.",
            mapping={"user_ids": ", ".join(self.user_ids)},
        )


def register_in_person(
    declaration: Declaration,
    email: str,
    patron_class: PatronClass,
    document: str,
    *,
    is_other: bool = False,
) -> Patron:
    """Register a patron with a random password; a slip gives the initial one.

    With `is_other` the officer confirms that similar patrons are other people. The
    terms are accepted at the first login. Raises KindMissing, EmailInvalid,
    EmailTaken, PerhapsRegistered, MailNotConfigured; then nothing was stored.
    """
    check_document(document)
    address = parse_email(email) if email else ""
    directory = get_directory()
    if address and directory.find_by_email(address) is not None:
        raise EmailTaken
    patron = Patron(
        **vars(declaration),
        user_id=directory.unused_user_id(),
        email=address,
        password=hash_password(secrets.token_urlsafe()),
        terms_version="",
    )
    others = find_duplicates(patron)
    if others and not is_other:
        raise PerhapsRegistered([other.user_id for other in others])
    if address:
        _tell(patron)
    patron.change_class(PatronClass(patron_class))
    directory.add(patron)
    audit(AuditTag.PATRON_REGISTERED, patron.user_id)
    audit(
        AuditTag.COUNTER_REGISTERED,
        patron.user_id,
        document=document,
        patron_class=patron.patron_class,
        others=[other.user_id for other in others],
    )
    return patron


def _tell(patron: Patron) -> None:
    send_mail(
        patron.email,
        "counter-registered",
        patron.language,
        name=patron.addressee,
        user_id=patron.user_id,
        login=portal_link("login"),
    )
