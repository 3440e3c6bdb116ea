"""The library's own texts of mails, and checks of their placeholders."""

from collections.abc import Mapping
from ndl.registration import _
from ndl.registration import logger
from ndl.registration.clock import now
from ndl.registration.clock import site_zone
from ndl.registration.clock import today
from ndl.registration.config import SETTINGS_PREFIX
from ndl.registration.config import supported_language
from ndl.registration.dates import day_in
from ndl.registration.dates import hours_of
from ndl.registration.dates import minutes_of
from ndl.registration.dates import moment_in
from ndl.registration.errors import Code
from ndl.registration.errors import DomainError
from ndl.registration.mail.shipped import BOTH
from ndl.registration.mail.shipped import COMMON
from ndl.registration.mail.shipped import MailText
from ndl.registration.mail.shipped import Text
from ndl.registration.settings import library_in
from ndl.registration.settings import settings
from plone.registry.interfaces import IRegistry
from string import Template
from typing import Any
from zope import schema
from zope.component import getUtility
from zope.interface import Interface


LONGEST = 20_000
RECORD = f"{SETTINGS_PREFIX}.mails.texts"


class IMailTexts(Interface):
    """The library's own texts; mails without such a text use the default."""

    texts = schema.Dict(
        title=_("Email texts"),
        key_type=schema.TextLine(),
        value_type=schema.Text(),
        default={},
        required=False,
    )


class MailTextFaulty(DomainError):
    """The library's own text is invalid; `message` is the reason."""

    code = Code.MAIL_TEXT_FAULTY

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


def text_of(mail: MailText, language: str) -> Text:
    """The text to send: the library's own, or the default if that is invalid."""
    language = BOTH if mail.is_bilingual else supported_language(language)
    own = own_text(mail, language)
    try:
        check_text(mail, own)
    except MailTextFaulty as error:
        logger.error("Own text of the mail %s: %s", mail.name, error)
        return mail.shipped(language)
    return own


def own_text(mail: MailText, language: str) -> Text:
    """The library's own text, with missing parts from the default."""
    shipped, stored = mail.shipped(language), _stored()
    return Text(
        stored.get(f"{mail.name}.{language}.subject") or shipped.subject,
        stored.get(f"{mail.name}.{language}.body") or shipped.body,
    )


def has_own_text(mail: MailText, language: str) -> bool:
    """Whether the library has a text of its own for this mail and language."""
    return any(key.startswith(f"{mail.name}.{language}.") for key in _stored())


def set_text(mail: MailText, language: str, text: Text) -> None:
    """Store an own text; parts that are empty or equal to the default are not stored.

    Raises MailTextFaulty.
    """
    shipped = mail.shipped(language)
    own = text.or_else(shipped)
    check_text(mail, own)
    kept = _without(mail, language)
    if own.subject != shipped.subject:
        kept[f"{mail.name}.{language}.subject"] = own.subject
    if own.body != shipped.body:
        kept[f"{mail.name}.{language}.body"] = own.body
    getUtility(IRegistry)[RECORD] = kept


def reset_text(mail: MailText, language: str) -> None:
    """Restore the default text."""
    getUtility(IRegistry)[RECORD] = _without(mail, language)


def preview_text(mail: MailText, language: str, text: Text) -> Text:
    """The text filled with sample values. Raises MailTextFaulty."""
    whole = text.or_else(mail.shipped(language))
    check_text(mail, whole)
    known = {**common_values(language), **_samples(mail, language)}
    return whole.fill(
        {name: known.get(name, f"[{name}]") for name in mail.placeholders}
    )


def check_text(mail: MailText, text: Text) -> None:
    """Raise MailTextFaulty if a text is too long or its placeholders are wrong."""
    if len(text.subject) + len(text.body) > LONGEST:
        raise MailTextFaulty(_("This text is too long."))
    for part, known in ((text.subject, COMMON), (text.body, mail.placeholders)):
        template = Template(part)
        if not template.is_valid():
            raise MailTextFaulty(_("Write $$ for a dollar sign."))
        unknown = [name for name in template.get_identifiers() if name not in known]
        if unknown:
            raise MailTextFaulty(
                _(
                    "These names are unknown: ${names}. You can use: ${known}",
                    mapping={"names": _listed(unknown), "known": _listed(known)},
                )
            )
    missing = mail.required.difference(Template(text.body).get_identifiers())
    if missing:
        raise MailTextFaulty(
            _("The text must contain ${names}.", mapping={"names": _listed(missing)})
        )


def common_values(language: str) -> dict[str, str]:
    """Values of the COMMON placeholders for a reader of `language`."""
    library = library_in(supported_language(language))
    return {
        "address": library.address,
        "contact": library.contact,
        "contact_page": library.contact_page,
        "domain": settings().mail_domain,
        "library": library.name,
        "library_en": library_in("en").name,
        "library_ja": library_in("ja").name,
        "telephone": library.telephone,
    }


def present_moment(mail: MailText, language: str) -> str:
    """Date and time in the site's zone; in digits only for a bilingual text."""
    moment = now().astimezone(site_zone())
    if mail.is_bilingual:
        return f"{moment:%Y-%m-%d %H:%M %Z}"
    return f"{moment_in(moment, language)} {moment:%Z}"


def _samples(mail: MailText, language: str) -> dict[str, object]:
    """Sample values of the other placeholders."""
    values, day = settings(), day_in(today(), language)
    page = f"{(values.public_url or 'https://portal.example.org').rstrip('/')}/"
    return {
        "category": "…",
        "changed": "…",
        "title": "…",
        "closed": "E987654321",
        "code": "012345",
        "date": day,
        "days": values.review_days,
        "due": day,
        "hours": hours_of(values.registration_link_lifetime),
        "link": f"{page}…",
        "login": f"{page}login",
        "minutes": minutes_of(values.code_lifetime),
        "new_address": "h*****@e***.org",
        "number": "K7M2-9QXD-B",
        "service": "…",
        "state": "…",
        "name": "Hanako Kokuritsu" if language == "en" else "国立 花子",
        "resend": f"{page}resend-user-id",
        "time": present_moment(mail, language),
        "user_id": "E123456789",
    }


def _stored() -> Mapping[str, str]:
    return getUtility(IRegistry).get(RECORD) or {}


def _without(mail: MailText, language: str) -> dict[str, str]:
    beginning = f"{mail.name}.{language}."
    return {k: v for k, v in _stored().items() if not k.startswith(beginning)}


def _listed(names: Any) -> str:
    return ", ".join(f"${name}" for name in sorted(names))
