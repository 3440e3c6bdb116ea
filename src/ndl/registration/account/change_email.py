"""Change of a patron's email address, by a link mailed to the new address (R3)."""

from ndl.registration.account.change_mails import mails_of_change
from ndl.registration.account.change_mails import mails_of_request
from ndl.registration.account.change_mails import tell_other_ways
from ndl.registration.account.change_password import demand_password
from ndl.registration.account.email_link import EmailSame
from ndl.registration.account.email_link import new_link
from ndl.registration.account.email_link import open_email_link
from ndl.registration.events import audit
from ndl.registration.events import AuditTag
from ndl.registration.events import EmailChanged
from ndl.registration.limits.client import Client
from ndl.registration.limits.throttle import enforce_limit
from ndl.registration.limits.throttle import enforce_recipient_limit
from ndl.registration.limits.throttle import Limiter
from ndl.registration.login.devices import forget_devices
from ndl.registration.mail.compose import queue_mail
from ndl.registration.patrons.directory import get_directory
from ndl.registration.patrons.email import EmailTaken
from ndl.registration.patrons.email import parse_email
from ndl.registration.patrons.patron import Patron
from ndl.registration.settings import settings
from zope.event import notify


def ask_for_email(patron: Patron, email: str, present: str, client: Client) -> None:
    """Mail a link to the new address and inform the present one.

    The address changes when the link is confirmed. A newer link ends the older one.
    A taken address is handled as in start_registration. `present` is the current
    password; a wrong one is counted, so callers catch WrongPassword and let the
    request end normally. Raises EmailInvalid, EmailSame, WrongPassword, EmailTaken,
    TooManyRequests, MailNotConfigured; then nothing was changed or mailed.
    """
    address = parse_email(email)
    if address == patron.email:
        raise EmailSame
    demand_password(patron, present)
    # Before the look-up, as the answer reveals whether an address is taken (R59).
    enforce_limit(Limiter.REGISTRATION_MAILS, client)
    holder = _other_holder(patron, address)
    if holder is not None and not settings().hide_taken:
        audit(AuditTag.REGISTRATION_EMAIL_TAKEN)
        raise EmailTaken
    enforce_recipient_limit(address, client)
    request, token = new_link(patron, address)
    mails = mails_of_request(patron, address, token, holder)
    patron.ask_for_email(request)
    tell_other_ways(patron, "email-change-asked", address)
    for mail in mails:
        queue_mail(mail)
    audit(AuditTag.PATRON_EMAIL_ASKED, patron.user_id)


def open_change(patron: Patron, token: str) -> str:
    """The new address of a valid link; the link stays usable.

    Raises as open_email_link does, and EmailTaken if another patron has registered
    the address meanwhile.
    """
    address = open_email_link(patron, token)
    if _other_holder(patron, address) is not None:
        audit(
            AuditTag.PATRON_EMAIL_LINK_REFUSED,
            patron.user_id,
            reason=EmailTaken.code.value,
        )
        raise EmailTaken
    return address


def confirm_email(patron: Patron, token: str) -> None:
    """Put the address of the link on file.

    Mails go to both addresses. Other sessions, remembered browsers and a login in
    progress end. Raises as open_change does, and MailNotConfigured; then nothing was
    changed.
    """
    give_email(patron, open_change(patron, token))


def give_email(patron: Patron, address: str) -> None:
    """Put an address on file, unless another patron holds it, and send the mails.

    Raises EmailTaken, MailNotConfigured; then nothing was changed.
    """
    former = patron.email
    if _other_holder(patron, address) is not None:
        raise EmailTaken
    mails = mails_of_change(patron, address)
    tell_other_ways(patron, "email-changed", address)
    get_directory().change_email(patron, address)
    patron.drop_email_request()
    for mail in mails:
        queue_mail(mail)
    forget_devices(patron.user_id)
    audit(AuditTag.PATRON_EMAIL_CHANGED, patron.user_id, first=not former)
    notify(EmailChanged(patron.user_id))


def withdraw_email(patron: Patron) -> None:
    """Invalidate the mailed link, if there is one."""
    if patron.email_request is not None:
        patron.drop_email_request()
        audit(AuditTag.PATRON_EMAIL_WITHDRAWN, patron.user_id)


def _other_holder(patron: Patron, address: str) -> Patron | None:
    holder = get_directory().find_by_email(address)
    return None if holder is patron else holder
