"""Codes in the data of a patron, as words of the patron's language."""

from collections.abc import Callable
from ndl.registration import _
from ndl.registration.account.application_data import Data
from ndl.registration.declaration.countries import country_name
from ndl.registration.declaration.schema import MAIL_LANGUAGES
from ndl.registration.documents.kinds import kind_title
from ndl.registration.library.requests.words import service_title
from ndl.registration.patrons.record import PatronClass
from ndl.registration.reading.hints import Item
from ndl.registration.reading.hints import Outcome
from ndl.registration.reading.words import ITEMS
from ndl.registration.reading.words import outcome_title
from ndl.registration.review.parts import known_parts
from ndl.registration.review.parts import TITLES
from ndl.registration.review.reasons import reason_titles
from typing import Any
from zope.i18n import translate


TYPES = {
    PatronClass.SIMPLE.value: _("Simple registered user"),
    PatronClass.OFFICIAL.value: _("Official registered user"),
}


def _language(code: str) -> str:
    known = MAIL_LANGUAGES.by_value.get(code)
    return known.title if known is not None else code


def _part(name: str) -> str:
    return next((TITLES[part] for part in known_parts([name])), name)


# By name of the data member.
_TITLES: dict[str, Callable[[str], str]] = {
    "user_type": lambda name: TYPES.get(name, name),
    "language": _language,
    "service": service_title,
    "document_kind": kind_title,
    "reasons": lambda name: reason_titles([name])[0],
    "wrong_parts": _part,
    "item": lambda name: ITEMS[Item(name)],
    "outcome": lambda name: outcome_title(Outcome(name)),
}


def in_words(data: Data, language: str) -> Data:
    """The data with words instead of codes, for human readers."""
    return {name: _in_words(name, value, language) for name, value in data.items()}


def _in_words(name: str, value: Any, language: str) -> Any:
    if isinstance(value, dict):
        return in_words(value, language)
    if isinstance(value, list):
        return [_in_words(name, one, language) for one in value]
    if not isinstance(value, str):
        return value
    if name == "country":
        return country_name(value, language)
    if name not in _TITLES:
        return value
    return str(translate(_TITLES[name](value), target_language=language))
