"""Filters and sort order of the lists of the desk."""

from collections.abc import Callable
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import replace
from datetime import date
from ndl.registration.clock import bounds_of
from ndl.registration.clock import parse_day
from ndl.registration.clock import today
from ndl.registration.review.entry import ApplicationKind
from ndl.registration.review.entry import Sign
from ndl.registration.review.index import QueueOrder
from ndl.registration.review.index import Walk
from ndl.registration.review.lapse import moment_text
from ndl.registration.review.states import all_states
from ndl.registration.review.states import is_open
from ndl.registration.review.states import open_states
from ndl.registration.review.states import State
from typing import Any


ANY_SIGN = "any"
ME = "me"
NOBODY = "nobody"
YES = "1"
# Length of a country code.
_CODE = 2


@dataclass(frozen=True)
class Filters:
    """Filters and sort order of a list.

    Without a state, all open applications. `day` is the day of receipt.
    """

    state: str = ""
    holder: str = ""
    is_unclaimed: bool = False
    is_overdue: bool = False
    sign: str = ""
    kind: str = ""
    country: str = ""
    day: date | None = None
    order: QueueOrder = QueueOrder.RECEIVED
    is_reversed: bool = False


def parse_filters(texts: Mapping[str, str], me: str) -> tuple[Filters, set[str]]:
    """Parse the texts of a query string into filters, and the names of faulty ones.

    `me` is the user ID of the current editor.
    """
    filters, faulty = Filters(), set()
    for name, text in texts.items():
        if not text:
            continue
        try:
            filters = replace(filters, **_PARSERS[name](text, me))
        except (KeyError, ValueError):
            faulty.add(name)
    return filters, faulty


def _state(text: str, me: str) -> dict[str, Any]:
    if text not in all_states():
        raise ValueError(text)
    return {"state": text}


def _who(text: str, me: str) -> dict[str, Any]:
    if text not in (ME, NOBODY):
        raise ValueError(text)
    return {"holder": me} if text == ME else {"is_unclaimed": True}


def _overdue(text: str, me: str) -> dict[str, Any]:
    if text != YES:
        raise ValueError(text)
    return {"is_overdue": True}


def _marked(text: str, me: str) -> dict[str, Any]:
    return {"sign": text if text == ANY_SIGN else Sign(text)}


def _country(text: str, me: str) -> dict[str, Any]:
    if len(text) != _CODE or not text.isalpha() or not text.isupper():
        raise ValueError(text)
    return {"country": text}


def _sort(text: str, me: str) -> dict[str, Any]:
    order = QueueOrder(text.removeprefix("-"))
    return {"order": order, "is_reversed": text.startswith("-")}


_PARSERS: Mapping[str, Callable[[str, str], dict[str, Any]]] = {
    "state": _state,
    "who": _who,
    "overdue": _overdue,
    "marked": _marked,
    "kind": lambda text, me: {"kind": ApplicationKind(text)},
    "country": _country,
    "day": lambda text, me: {"day": parse_day(text)},
    "sort": _sort,
}
FILTER_NAMES = tuple(_PARSERS)


def walk_of(filters: Filters) -> Walk:
    """The walk through the index; the most selective key comes first."""
    about = {
        "holder": filters.holder,
        "sign": filters.sign,
        "country": filters.country,
        "kind": filters.kind,
    }
    order = filters.order
    if filters.is_overdue and order is QueueOrder.RECEIVED:
        order = QueueOrder.DUE
    bounds = bounds_of(filters.day) if filters.day else ()
    since, until = map(moment_text, bounds) if bounds else ("", "")
    return Walk(
        states=tuple(_states(filters)),
        about=tuple(f"{name}={value}" for name, value in about.items() if value),
        order=order,
        is_reversed=filters.is_reversed,
        since=since,
        until=until,
        due_before=today().isoformat() if filters.is_overdue else "",
    )


def _states(filters: Filters) -> list[str]:
    states = [filters.state] if filters.state else open_states()
    if filters.is_unclaimed:
        states = [state for state in states if state == State.SUBMITTED]
    if filters.is_overdue:
        states = [state for state in states if is_open(state)]
    return [str(state) for state in states]
