"""What the owner of an account is told of changes to it."""

from ndl.registration import logger
from ndl.registration.events import PasswordChanged
from ndl.registration.interfaces import IAccountSource
from ndl.registration.mail.compose import MailNotConfigured
from ndl.registration.mail.compose import send_mail
from zope.component import adapter
from zope.component import getUtilitiesFor


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
