"""Mails about a change of the email address, to both addresses."""

from email.message import EmailMessage
from ndl.registration.config import hours_of
from ndl.registration.config import now
from ndl.registration.config import site_zone
from ndl.registration.login.delivery import channels_for
from ndl.registration.login.sources import get_identity
from ndl.registration.login.sources import PATRONS
from ndl.registration.mail.compose import compose_mail
from ndl.registration.mail.compose import portal_link
from ndl.registration.notices import add_notice
from ndl.registration.patrons.email import mask_email
from ndl.registration.patrons.patron import Patron
from ndl.registration.registration.confirmation import mail_to_holder
from ndl.registration.settings import settings


LINK_PAGE = "confirm-email"


def mails_of_request(
    patron: Patron, address: str, token: str, holder: Patron | None
) -> list[EmailMessage]:
    """The mail with the link, and the mail to the current address.

    If somebody else has the address, that patron gets a mail instead of the link.
    Raises MailNotConfigured.
    """
    present = _told(patron.email, "email-change-asked", patron, address)
    if holder is not None:
        return [mail_to_holder(holder), *present]
    link = compose_mail(
        address,
        "email-change-link",
        patron.language,
        link=portal_link(f"{LINK_PAGE}?token={token}"),
        hours=hours_of(settings().email_change_lifetime),
    )
    return [link, *present]


def mails_of_change(patron: Patron, address: str) -> list[EmailMessage]:
    """The mails to the former and the new address. Raises MailNotConfigured."""
    return [
        *_told(patron.email, "email-changed", patron, address),
        *_told(address, "email-changed", patron, address),
    ]


def tell_other_ways(patron: Patron, kind: str, address: str) -> None:
    """Leave a notice; without a present address also by the channels of codes."""
    masked = mask_email(address)
    add_notice(patron, kind, address=masked)
    identity = get_identity(PATRONS, patron.user_id)
    if identity is None or patron.email or kind != "email-changed":
        return
    for _name, channel in channels_for(identity):
        channel.tell_of_address(identity, masked)


def _told(to: str, name: str, patron: Patron, address: str) -> list[EmailMessage]:
    if not to:
        return []
    mail = compose_mail(
        to,
        name,
        patron.language,
        name=patron.person.addressee,
        user_id=patron.user_id,
        new_address=mask_email(address),
        time=now().astimezone(site_zone()).strftime("%Y-%m-%d %H:%M %Z"),
    )
    return [mail]
