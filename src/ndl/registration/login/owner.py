"""Notifications to the owner of an account: addresses, passwords, wrong codes."""

from ndl.registration import logger
from ndl.registration.clock import DAY
from ndl.registration.clock import is_over
from ndl.registration.clock import timestamp
from ndl.registration.events import audit
from ndl.registration.events import AuditTag
from ndl.registration.events import EmailChanged
from ndl.registration.events import PasswordChanged
from ndl.registration.interfaces import IAccountSource
from ndl.registration.interfaces import Identity
from ndl.registration.login.attempts import LiveAttempt
from ndl.registration.login.delivery import channels_for
from ndl.registration.login.sources import source_of
from ndl.registration.mail.compose import MailNotConfigured
from ndl.registration.mail.compose import send_mail
from ndl.registration.patrons.email import mask_email
from zope.component import adapter
from zope.component import getUtilitiesFor
from zope.event import notify


def store_address(owner: Identity, address: str) -> None:
    """Put the address on file, and notify the owner on all known channels.

    The account had only a password until now, so the owner is notified in the portal,
    by the channels that served before, and at the new address. Raises EmailTaken.
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


def warn_of_wrong_codes(attempt: LiveAttempt) -> None:
    """Mail the owner, at most once a day, after repeated wrong codes (ASVS 6.3.5).

    Only to the address on file: an address given in the attempt may be a stranger's.
    """
    account, owner = attempt.account, attempt.owner
    if not owner.email or not is_over(account.warned_at, DAY):
        return
    account.warned_at = timestamp()
    try:
        send_mail(owner.email, "wrong-codes", owner.language, user_id=owner.user_id)
    except MailNotConfigured:
        return
    audit(AuditTag.LOGIN_WARNING_SENT, owner.user_id)


@adapter(PasswordChanged)
def tell_of_password(event: PasswordChanged) -> None:
    """Mail the owner about a new password (ASVS 6.3.7); a reset sends its own mail."""
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
