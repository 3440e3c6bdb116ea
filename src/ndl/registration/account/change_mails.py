"""Mails to patrons about changes to their data."""

from email.message import EmailMessage
from ndl.registration import _
from ndl.registration.config import now
from ndl.registration.config import site_zone
from ndl.registration.config import supported_language
from ndl.registration.mail.compose import compose_mail
from ndl.registration.mail.compose import queue_mail
from ndl.registration.notices import add_notice
from ndl.registration.patrons.patron import Patron
from ndl.registration.patrons.person import Person
from zope.i18n import translate


# The values themselves are no matter for a mail.
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
_BETWEEN = {"en": ", ", "ja": "、"}


def changed_in_words(fields: frozenset[str], language: str) -> str:
    """The names of the fields in a language, in the order of My Account."""
    language = supported_language(language)
    words = dict.fromkeys(word for name, word in WORDS.items() if name in fields)
    texts = [translate(word, target_language=language) for word in words]
    return _BETWEEN[language].join(texts)


def tell_of_change(patron: Patron, person: Person, fields: frozenset[str]) -> None:
    """Mail what has been changed, in the language that holds from now on.

    Without an address on file a notice waits in the portal. Raises
    MailNotConfigured.
    """
    message = change_mail(patron, person, fields)
    if message is None:
        add_notice(patron, "information-changed")
    else:
        queue_mail(message)


def change_mail(
    patron: Patron, person: Person, fields: frozenset[str]
) -> EmailMessage | None:
    """The mail of what has been changed, if there is an address for it."""
    if not patron.email:
        return None
    return compose_mail(
        patron.email,
        "information-changed",
        person.language,
        name=person.addressee,
        user_id=patron.user_id,
        changed=changed_in_words(fields, person.language),
        time=now().astimezone(site_zone()).strftime("%Y-%m-%d %H:%M %Z"),
    )
