"""Use cases of My Account, performed by staff at the counter (R209)."""

from ndl.registration.account.change_email import give_email
from ndl.registration.account.deregister import end_registration
from ndl.registration.account.email_link import EmailSame
from ndl.registration.counter.officer import check_officer
from ndl.registration.events import audit
from ndl.registration.events import AuditTag
from ndl.registration.patrons.email import parse_email
from ndl.registration.patrons.patron import Patron


def change_email_for(patron: Patron, email: str, document: str) -> None:
    """Change the address on file; mails go to both addresses.

    The patron is logged out everywhere. Raises OwnAccount, KindMissing, EmailInvalid,
    EmailSame, EmailTaken, MailNotConfigured.
    """
    check_officer(patron, document)
    address = parse_email(email)
    if address == patron.email:
        raise EmailSame
    give_email(patron, address)
    audit(AuditTag.COUNTER_EMAIL_GIVEN, patron.user_id, document=document)


def deregister_for(patron: Patron, document: str) -> None:
    """Deregister the patron, after the document was checked.

    Raises OwnAccount, KindMissing, MailNotConfigured.
    """
    check_officer(patron, document)
    audit(AuditTag.COUNTER_DEREGISTERED, patron.user_id, document=document)
    end_registration(patron)
