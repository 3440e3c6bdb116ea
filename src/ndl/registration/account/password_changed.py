"""Consequences of a changed password."""

from ndl.registration import logger
from ndl.registration.events import PasswordChanged
from ndl.registration.interfaces import IAccountSource
from ndl.registration.mail.compose import MailNotConfigured
from ndl.registration.mail.compose import send_mail
from ndl.registration.patrons.directory import get_directory
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
