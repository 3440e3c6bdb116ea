"""Index of requests by state and the time of the last change of state.

Each request is filed twice: among all services, and under its own service.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from heapq import merge
from itertools import chain
from itertools import islice
from ndl.registration.library.requests.request import is_open
from ndl.registration.library.requests.request import PatronRequest
from ndl.registration.library.requests.request import State
from ndl.registration.patrons.shards import Tree
from operator import itemgetter
from persistent import Persistent
from zlib import crc32


_LANES = 32


@dataclass(frozen=True)
class Part:
    """A part of the lanes: requests that came to some states between two times.

    A place is a time and the number of a request. `beyond` is the place after which
    the part begins; with `newest_first` it runs backwards from there.
    """

    states: tuple[State, ...]
    service: str = ""
    first: datetime | None = None
    last: datetime | None = None
    beyond: str = ""
    newest_first: bool = False

    @property
    def bounds(self) -> tuple[str, str]:
        """The lowest and the highest place."""
        low = stamp(self.first) if self.first is not None else ""
        high = stamp(self.last) if self.last is not None else "~"
        if self.beyond and self.newest_first:
            return low, min(high, before(self.beyond))
        return max(low, f"{self.beyond}~" if self.beyond else ""), high


class Lanes(Persistent):
    """Requests by state and moment, and by service, state and moment.

    Entries hold the request itself, so that lists need no look-ups. Closed requests
    have trees of their own, so that they do not slow down access to open ones.
    """

    def __init__(self) -> None:
        self._open = tuple(Tree() for _ in range(_LANES))
        self._closed = tuple(Tree() for _ in range(_LANES))

    def file(self, request: PatronRequest) -> None:
        """Index a request under its state."""
        for key in _lane_keys(request):
            self._tree(request)[key] = request

    def drop(self, request: PatronRequest) -> None:
        """Remove a request from the index, under its present state."""
        for key in _lane_keys(request):
            self._tree(request).pop(key, None)

    def ids(
        self,
        state: State,
        service: str = "",
        first: datetime | None = None,
        last: datetime | None = None,
        newest_first: bool = False,
    ) -> Iterator[str]:
        """IDs of requests that came to a state between two times, oldest first."""
        part = Part((state,), service, first, last, newest_first=newest_first)
        return (request.request_id for request in self.requests(part))

    def requests(self, part: Part) -> Iterator[PatronRequest]:
        """The requests of a part, in its order."""
        low, high = part.bounds
        streams = [
            _walk(tree, f"{part.service} {state} ", low, high, part.newest_first)
            for state in part.states
            for tree in self._trees(state)
        ]
        places = merge(*streams, key=itemgetter(0), reverse=part.newest_first)
        return (request for _place, request in places)

    def count(self, state: State, service: str, most: int) -> int:
        """Number of requests in a state, counted up to `most`."""
        lane = f"{service} {state} "
        found = chain.from_iterable(
            _keys(tree, lane, f"{lane}~") for tree in self._trees(state)
        )
        return sum(1 for _key in islice(found, most))

    def _trees(self, state: State) -> tuple[Tree, ...]:
        return self._open if is_open(state) else self._closed

    def _tree(self, request: PatronRequest) -> Tree:
        trees = self._trees(request.state)
        return trees[crc32(request.request_id.encode()) % len(trees)]


def place_of(request: PatronRequest) -> str:
    """The place of a request among those of its state."""
    return f"{stamp(request.since)} {request.request_id}"


def _lane_keys(request: PatronRequest) -> tuple[str, str]:
    place = f"{request.state} {place_of(request)}"
    return f" {place}", f"{request.service} {place}"


def stamp(moment: datetime) -> str:
    """The time as a sortable text, with microseconds."""
    return moment.isoformat(timespec="microseconds")


def _walk(
    tree: Tree, lane: str, low: str, high: str, newest_first: bool
) -> Iterator[tuple[str, PatronRequest]]:
    """The places in a lane of one tree, with their requests."""
    for key in _keys(tree, f"{lane}{low}", f"{lane}{high}", newest_first):
        yield key.removeprefix(lane), tree[key]


def _keys(tree: Tree, low: str, high: str, newest_first: bool = False) -> Iterator[str]:
    """The keys of one tree from `low` to `high`, one at a time.

    `tree.keys(low, high)` is not used: it loads the bucket of the other end as well.
    """
    while True:
        try:
            key = tree.maxKey(high) if newest_first else tree.minKey(low)
        except ValueError:
            return
        if not low <= key <= high:
            return
        yield key
        if newest_first:
            high = before(key)
        else:
            low = f"{key}~"


def before(key: str) -> str:
    """A bound just below a key, above all keys that sort before it."""
    return f"{key[:-1]}{chr(ord(key[-1]) - 1)}~"
