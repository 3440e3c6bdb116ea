"""The queue of the staff: requests by state, service, day or patron, page by page.

Read from the indexes of the store, so that only the requests shown are loaded.
"""

from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import replace
from datetime import date
from datetime import datetime
from itertools import islice
from ndl.registration.clock import bounds_of
from ndl.registration.clock import parse_day
from ndl.registration.events import audit
from ndl.registration.events import AuditTag
from ndl.registration.folding import fold_user_id
from ndl.registration.library.requests.lanes import Part
from ndl.registration.library.requests.lanes import place_of
from ndl.registration.library.requests.request import fold_id
from ndl.registration.library.requests.request import OPEN
from ndl.registration.library.requests.request import PatronRequest
from ndl.registration.library.requests.request import State
from ndl.registration.library.requests.store import get_requests
from ndl.registration.library.requests.store import place_below_patron
from ndl.registration.library.services import SERVICE_TABLE
from ndl.registration.patrons.directory import get_directory
from typing import Any


BATCH = 20
# Limit of the numbers beside the states, which are counted on each view.
COUNTED = 500


@dataclass(frozen=True)
class Filters:
    """Filters of the queue.

    Without a state, all open requests; with a patron, all of the patron. `day` is the
    day on which a request came to its state.
    """

    state: State | None = None
    service: str = ""
    day: date | None = None
    user_id: str = ""


@dataclass(frozen=True)
class Page:
    """A page of the queue, and whether there are requests before and after it.

    `first` and `last` are the places of its first and last request.
    """

    requests: tuple[PatronRequest, ...]
    has_before: bool = False
    has_after: bool = False
    first: str = ""
    last: str = ""


def parse_filters(texts: Mapping[str, str]) -> tuple[Filters, set[str]]:
    """Parse the texts of a query string into filters, and the names of faulty ones."""
    filters, faulty = Filters(), set()
    for name in FILTER_NAMES & texts.keys():
        if not texts[name]:
            continue
        try:
            filters = replace(filters, **_PARSERS[name](texts[name]))
        except ValueError:
            faulty.add(name)
    return filters, faulty


def find_page(
    filters: Filters, after: str = "", before: str = "", size: int = BATCH
) -> Page:
    """The first requests, or those after or before a place; the oldest first."""
    beyond = before or after
    found = list(islice(walk(filters, beyond, bool(before)), size + 1))
    more, shown = len(found) > size, found[:size]
    if before:
        shown.reverse()
    place = place_below_patron if filters.user_id else place_of
    return Page(
        requests=tuple(shown),
        has_before=more if before else bool(after),
        has_after=bool(before) or more,
        first=place(shown[0]) if shown else "",
        last=place(shown[-1]) if shown else "",
    )


def walk(
    filters: Filters, beyond: str = "", backwards: bool = False
) -> Iterator[PatronRequest]:
    """All requests that the filters select, loaded one by one, from a place on."""
    find = _of_patron if filters.user_id else _of_states
    for request in find(filters, beyond, backwards):
        if _fits(request, filters):
            yield request


def count_requests(service: str = "") -> dict[State, int]:
    """Number of requests in each open state, counted up to COUNTED."""
    lanes = get_requests().lanes
    return {state: lanes.count(state, service, COUNTED) for state in OPEN}


def note_listed(requests: Iterable[PatronRequest]) -> None:
    """Audit that these requests were listed."""
    numbers = [request.request_id for request in requests]
    if numbers:
        audit(AuditTag.REQUESTS_LISTED, requests=numbers)


def is_place(text: str) -> bool:
    """Whether a text is a valid place of a request in the queue."""
    moment, _space, number = text.partition(" ")
    try:
        datetime.fromisoformat(moment)
    except ValueError:
        return False
    return bool(number) and fold_id(number) == number


def _of_states(
    filters: Filters, beyond: str, backwards: bool
) -> Iterator[PatronRequest]:
    states = (filters.state,) if filters.state else OPEN
    first, last = bounds_of(filters.day) if filters.day else (None, None)
    part = Part(states, filters.service, first, last, beyond, backwards)
    return get_requests().lanes.requests(part)


def _of_patron(
    filters: Filters, beyond: str, backwards: bool
) -> Iterator[PatronRequest]:
    index = get_requests().of_patron(filters.user_id)
    for filed in index.places(beyond, backwards) if index is not None else ():
        if filters.state in (None, filed.state):
            yield filed.request


def _fits(request: PatronRequest, filters: Filters) -> bool:
    """Whether the request meets the filters that the patron's index cannot answer."""
    if filters.service not in ("", request.service):
        return False
    if filters.day is None:
        return True
    first, last = bounds_of(filters.day)
    return first <= request.since < last


def _service(text: str) -> dict[str, Any]:
    if text not in SERVICE_TABLE.rows():
        raise ValueError(text)
    return {"service": text}


def _patron(text: str) -> dict[str, Any]:
    user_id = fold_user_id(text)
    if user_id not in get_directory():
        raise ValueError(text)
    return {"user_id": user_id}


_PARSERS: Mapping[str, Callable[[str], dict[str, Any]]] = {
    "state": lambda text: {"state": State(text)},
    "service": _service,
    "day": lambda text: {"day": parse_day(text)},
    "patron": _patron,
}
FILTER_NAMES = _PARSERS.keys()
