"""Codes in the data of a patron, as words of the patron's language."""

from collections.abc import Callable
from datetime import date
from datetime import datetime
from ndl.registration import _
from ndl.registration.account.application_data import Data
from ndl.registration.account.my_application import state_title
from ndl.registration.dates import day_in
from ndl.registration.dates import moment_in
from ndl.registration.declaration.countries import country_name
from ndl.registration.declaration.schema import MAIL_LANGUAGES
from ndl.registration.documents.kinds import kind_title
from ndl.registration.library.requests.request import RequestStep
from ndl.registration.library.requests.request import State
from ndl.registration.library.requests.words import service_title
from ndl.registration.library.requests.words import STATES
from ndl.registration.library.requests.words import STEPS
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


def _state(name: str) -> str:
    """The title of a request's state, or of an application's."""
    return STATES[State(name)] if name in set(State) else state_title(name)


_TIMES = frozenset(
    (
        *("birth_date", "day", "due", "valid_until"),
        *("added", "agreed", "answered", "decided"),
        *("registered", "submitted", "time", "warned"),
    )
)
# By name of the data member.
_TITLES: dict[str, Callable[[str], str]] = {
    "user_type": lambda name: TYPES.get(name, name),
    "language": _language,
    "service": service_title,
    "document_kind": kind_title,
    "reasons": lambda name: reason_titles([name])[0],
    "wrong_parts": _part,
    "state": _state,
    "event": lambda name: (
        STEPS[RequestStep(name)] if name in set(RequestStep) else name
    ),
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
    if name in _TIMES:
        return _time(value, language)
    if name not in _TITLES:
        return value
    return str(translate(_TITLES[name](value), target_language=language))


def _time(text: str, language: str) -> str:
    """A day or a moment in ISO 8601, as readers of a language write it."""
    try:
        if len(text) == len("2026-01-01"):
            return day_in(date.fromisoformat(text), language)
        return moment_in(datetime.fromisoformat(text), language)
    except ValueError:
        return text
