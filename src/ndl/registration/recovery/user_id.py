"""Mailing a forgotten user ID to the registered address (R13)."""

from datetime import date
from ndl.registration.events import audit
from ndl.registration.events import AuditTag
from ndl.registration.limits.client import Client
from ndl.registration.limits.throttle import enforce_limit
from ndl.registration.limits.throttle import Limiter
from ndl.registration.login.tally import decoy
from ndl.registration.login.tally import note_mail
from ndl.registration.mail.compose import compose_mail
from ndl.registration.mail.compose import drop_mail
from ndl.registration.mail.compose import queue_mail
from ndl.registration.patrons.directory import get_directory
from ndl.registration.patrons.email import parse_email
from ndl.registration.settings import settings


MAIL = "user-id"
_LIKE_A_USER_ID = "E000000000"


def ask_for_user_id(email: str, birth_date: date, client: Client) -> None:
    """Mail the user ID if address and date of birth belong to the same patron.

    Neither the answer nor its time reveals whether they do.

    Raises EmailInvalid, TooManyRequests, MailNotConfigured.
    """
    address = parse_email(email)
    enforce_limit(Limiter.FORGOTTEN_MAILS, client)
    holder = get_directory().find_by_email(address)
    patron = holder if holder and holder.birth_date == birth_date else None
    key = patron.user_id if patron else decoy(address)
    is_allowed = note_mail(key, MAIL, settings().reset_mails_hour, client)
    mail = compose_mail(
        patron.email if patron else address,
        MAIL,
        patron.language if patron else "",
        user_id=patron.user_id if patron else _LIKE_A_USER_ID,
    )
    user_id = holder.user_id if holder else ""
    audit(
        AuditTag.USER_ID_ASKED, user_id, matched=patron is not None, allowed=is_allowed
    )
    if patron and is_allowed:
        queue_mail(mail)
    else:
        drop_mail(mail)
