"""All mails and their default texts."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from ndl.registration import _
from ndl.registration.config import LANGUAGES
from ndl.registration.folding import fold_lines
from ndl.registration.interfaces import IMailText
from pathlib import Path
from string import Template
from typing import Any
from zope.component import getUtilitiesFor
from zope.interface import implementer

import unicodedata


TEMPLATES = Path(__file__).parent / "templates"
BOTH = "both"
# Placeholders allowed in every text and subject.
COMMON = frozenset(
    {
        "address",
        "contact",
        "contact_page",
        "domain",
        "library",
        "library_en",
        "library_ja",
        "telephone",
    }
)


@dataclass(frozen=True)
class Text:
    """Subject and body of a mail, with placeholders."""

    subject: str
    body: str

    def or_else(self, other: "Text") -> "Text":
        """The text, with empty parts taken from the other text."""
        subject, body = self.subject.strip(), fold_lines(self.body)
        return Text(subject or other.subject, f"{body}\n" if body else other.body)

    def fill(self, values: Mapping[str, Any]) -> "Text":
        """The text with its placeholders filled in, without line breaks in values."""
        lines = {name: _one_line(value) for name, value in values.items()}
        subject = Template(self.subject).substitute(lines)
        return Text(_one_line(subject), Template(self.body).substitute(lines))


@implementer(IMailText)
@dataclass(frozen=True)
class MailText:
    """A mail: its required and optional placeholders, and the folder of its texts.

    `folder` holds NAME.txt in a folder per language, or in `both` if the same text
    serves all languages. The first line is the subject.
    """

    name: str
    title: str
    required: frozenset[str] = frozenset()
    optional: frozenset[str] = frozenset()
    is_bilingual: bool = False
    folder: Path = TEMPLATES

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages of the texts."""
        return (BOTH,) if self.is_bilingual else LANGUAGES

    @property
    def placeholders(self) -> frozenset[str]:
        """All placeholders allowed in the body."""
        return COMMON | self.required | self.optional

    def shipped(self, language: str) -> Text:
        """The default text, from the add-on or another package."""
        return _read(self.folder / language / f"{self.name}.txt")


def _mail(
    name: str, title: str, required: str = "", optional: str = "", *, both: bool = False
) -> MailText:
    return MailText(
        name, title, frozenset(required.split()), frozenset(optional.split()), both
    )


SHIPPED = (
    _mail("registration-link", _("Link to complete a registration"), "link", "hours"),
    _mail("address-in-use", _("Address in use already"), "login resend"),
    _mail(
        "registration-accepted-simple",
        _("Simple registration accepted"),
        "user_id login",
        "name days",
    ),
    _mail(
        "registration-accepted-official",
        _("Official registration accepted for checking"),
        "user_id login",
        "name days",
    ),
    _mail(
        "application-accepted",
        _("Application of a simple registered user accepted"),
        optional="name days",
    ),
    _mail(
        "application-verified",
        _("Application verified"),
        optional="name user_id date link",
    ),
    _mail(
        "application-declined",
        _("Application declined"),
        "link category",
        "name user_id date",
    ),
    _mail(
        "application-withdrawn",
        _("Application withdrawn by the patron"),
        "link",
        "name user_id date",
    ),
    _mail(
        "information-needed",
        _("Information needed for an application"),
        "link due",
        "name user_id date",
    ),
    _mail(
        "change-accepted",
        _("Application to change name or address accepted"),
        optional="name days",
    ),
    _mail(
        "change-declined",
        _("Application to change name or address declined"),
        "link category",
        "name user_id date",
    ),
    _mail(
        "authentication-code",
        _("Authentication code"),
        "code",
        "minutes time",
        both=True,
    ),
    _mail("wrong-codes", _("Warning of wrong codes"), "user_id"),
    _mail("email-registered", _("Email address registered at a login"), "user_id"),
    _mail("email-change-link", _("Link to change the email address"), "link", "hours"),
    _mail(
        "email-change-asked",
        _("Change of the email address asked for"),
        "user_id",
        "name new_address time",
    ),
    _mail(
        "email-changed",
        _("Email address changed"),
        "user_id",
        "name new_address time",
    ),
    _mail(
        "counter-changed",
        _("Something was done at the counter"),
        "changed",
        "name user_id time",
    ),
    _mail(
        "counter-registered",
        _("Registered at the counter"),
        "user_id login",
        "name",
    ),
    _mail("deregistered", _("Registration ended"), "user_id", "name time"),
    _mail(
        "duplicate-closed",
        _("Second registration closed: to its own address"),
        "user_id",
        "name time",
    ),
    _mail(
        "duplicate-kept",
        _("Second registration closed: to the address of the one that stays"),
        "user_id closed",
        "name time",
    ),
    _mail(
        "registration-expires",
        _("Registration expires soon"),
        "date login",
        "name user_id",
    ),
    _mail("password-reset", _("Link to reset a password"), "link", "minutes"),
    _mail("password-changed", _("Password changed")),
    _mail("user-id", _("User ID"), "user_id"),
    _mail(
        "request-moved", _("State of a request"), "number state link", "name service"
    ),
    _mail(
        "request-message",
        _("Message about a request"),
        "number link",
        "name service state",
    ),
    _mail("library-notice", _("Notice of the library"), "link", "name title"),
    _mail(
        "information-changed",
        _("User information changed"),
        "changed",
        "name user_id time",
    ),
)


def mail_texts() -> dict[str, MailText]:
    """All mails by name; a package's mail replaces a default mail of the same name."""
    found = {mail.name: mail for mail in SHIPPED}
    return found | {mail.name: mail for _name, mail in getUtilitiesFor(IMailText)}


@lru_cache(maxsize=64)
def _read(path: Path) -> Text:
    subject, _sep, body = path.read_text(encoding="utf-8").partition("\n\n")
    return Text(subject.removeprefix("Subject:").strip(), body)


def _one_line(value: Any) -> str:
    text = str(value)
    return "".join(c for c in text if unicodedata.category(c) not in {"Cc", "Zl", "Zp"})
