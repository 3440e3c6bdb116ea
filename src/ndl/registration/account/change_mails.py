"""Mails about changes of data and of the email address."""

from email.message import EmailMessage
from ndl.registration import _
from ndl.registration.config import listed_in
from ndl.registration.dates import hours_of
from ndl.registration.login.delivery import channels_for
from ndl.registration.login.sources import get_identity
from ndl.registration.login.sources import PATRONS
from ndl.registration.mail.compose import compose_mail
from ndl.registration.mail.compose import portal_link
from ndl.registration.mail.compose import queue_mail
from ndl.registration.notices.personal import add_notice
from ndl.registration.patrons.email import mask_email
from ndl.registration.patrons.patron import Patron
from ndl.registration.patrons.person import Person
from ndl.registration.registration.confirmation import mail_to_holder
from ndl.registration.settings import settings
from zope.i18n import translate


# Mails name the changed fields, never their values.
_NAME, _PHONE = _("Name"), _("Telephone number")
WORDS = {
    "family_name": _NAME,
    "given_name": _NAME,
    "family_kana": _NAME,
    "given_kana": _NAME,
    "birth_date": _("Date of birth"),
    "residence": _("Address"),
    "phone": _PHONE,
    "phone_is_fax": _PHONE,
    "language": _("Language of emails from the library"),
    "title": _("Title"),
    "extra": _("Further information"),
}


def changed_in_words(fields: frozenset[str], language: str) -> str:
    """The names of the fields in a language, in the order of My Account."""
    words = dict.fromkeys(word for name, word in WORDS.items() if name in fields)
    texts = [translate(word, target_language=language) for word in words]
    return listed_in(texts, language)


def tell_of_change(patron: Patron, person: Person, fields: frozenset[str]) -> None:
    """Mail the patron which fields have changed, in the language of the new data.

    Without an address on file, add a notice instead. Raises MailNotConfigured.
    """
    message = change_mail(patron, person, fields)
    if message is None:
        add_notice(patron, "information-changed")
    else:
        queue_mail(message)


def change_mail(
    patron: Patron, person: Person, fields: frozenset[str]
) -> EmailMessage | None:
    """The mail about the changed fields; None without an address on file."""
    if not patron.email:
        return None
    return compose_mail(
        patron.email,
        "information-changed",
        person.language,
        name=person.addressee,
        user_id=patron.user_id,
        changed=changed_in_words(fields, person.language),
    )


LINK_PAGE = "confirm-email"


def mails_of_request(
    patron: Patron, address: str, token: str, holder: Patron | None
) -> list[EmailMessage]:
    """The mail with the link, and the mail to the current address.

    If another patron, `holder`, has the address, that patron gets a mail instead of
    the link. Raises MailNotConfigured.
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
    """Add a notice; when a first address is set, also use the channels of codes."""
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
    )
    return [mail]
