"""An address given at login, once its code was entered (R22)."""

from ndl.registration.events import audit
from ndl.registration.events import AuditTag
from ndl.registration.events import EmailChanged
from ndl.registration.interfaces import Identity
from ndl.registration.login.delivery import channels_for
from ndl.registration.login.sources import source_of
from ndl.registration.mail.compose import MailNotConfigured
from ndl.registration.mail.compose import send_mail
from ndl.registration.patrons.email import mask_email
from zope.event import notify


def store_address(owner: Identity, address: str) -> None:
    """Put the address on file, and say so on every way that reaches the owner.

    A password alone led here, so the owner learns of it in the portal, by the
    channels that served until now, and at the new address. Raises EmailTaken.
    """
    source_of(owner).store_email(owner, address)
    audit(AuditTag.LOGIN_ADDRESS_STORED, owner.user_id)
    notify(EmailChanged(owner.user_id))
    for _name, channel in channels_for(owner):
        channel.tell_of_address(owner, mask_email(address))
    try:
        send_mail(address, "email-registered", owner.language, user_id=owner.user_id)
    except MailNotConfigured:
        return
