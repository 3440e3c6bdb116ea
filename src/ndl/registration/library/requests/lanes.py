"""Where requests stand, by state and the moment at which they came to it.

Each is filed once for all services and once for its own.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from heapq import merge
from itertools import chain
from itertools import islice
from ndl.registration.library.requests.request import PatronRequest
from ndl.registration.library.requests.states import State
from ndl.registration.patrons.shards import Tree
from persistent import Persistent
from zlib import crc32


_LANES = 32


@dataclass(frozen=True)
class Part:
    """A part of the lanes: what came to some states between two moments.

    A place is a moment and the number of a request; `beyond` is one, with which
    the part goes on. In `newest_first` order it goes back from there.
    """

    states: tuple[State, ...]
    service: str = ""
    first: datetime | None = None
    last: datetime | None = None
    beyond: str = ""
    newest_first: bool = False

    @property
    def bounds(self) -> tuple[str, str]:
        """The keys between which the places are."""
        low = stamp(self.first) if self.first is not None else ""
        high = stamp(self.last) if self.last is not None else "~"
        if self.beyond and self.newest_first:
            return low, min(high, before(self.beyond))
        return max(low, f"{self.beyond}~" if self.beyond else ""), high


class Lanes(Persistent):
    """Requests by state and moment, and by service, state and moment.

    All entries of a request are in one tree, so that a step writes few objects.
    """

    def __init__(self) -> None:
        self._trees = tuple(Tree() for _ in range(_LANES))

    def file(self, request: PatronRequest) -> None:
        """Keep a request where its state says."""
        for key in _lane_keys(request):
            self._tree(request)[key] = request.user_id

    def drop(self, request: PatronRequest) -> None:
        """Forget where a request stood."""
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
        """The requests that came to a state between two moments, oldest first."""
        part = Part((state,), service, first, last, newest_first=newest_first)
        return map(id_in, self.places(part))

    def places(self, part: Part) -> Iterator[str]:
        """The places of requests in their order; see `Part`."""
        low, high = part.bounds
        streams = [
            _places(tree, f"{part.service} {state} ", low, high, part.newest_first)
            for state in part.states
            for tree in self._trees
        ]
        return merge(*streams, reverse=part.newest_first)

    def count(self, state: State, service: str, most: int) -> int:
        """How many requests are in a state, counted up to `most`."""
        lane = f"{service} {state} "
        found = chain.from_iterable(tree.keys(lane, f"{lane}~") for tree in self._trees)
        return sum(1 for _key in islice(found, most))

    def _tree(self, request: PatronRequest) -> Tree:
        return self._trees[crc32(request.request_id.encode()) % len(self._trees)]


def place_of(request: PatronRequest) -> str:
    """The place of a request among those of its state."""
    return f"{stamp(request.since)} {request.request_id}"


def id_in(place: str) -> str:
    """The number of the request at a place."""
    return place.rpartition(" ")[2]


def _lane_keys(request: PatronRequest) -> tuple[str, str]:
    place = f"{request.state} {place_of(request)}"
    return f" {place}", f"{request.service} {place}"


def stamp(moment: datetime) -> str:
    """The moment as a text that sorts as it does."""
    return moment.isoformat(timespec="microseconds")


def _places(
    tree: Tree, lane: str, low: str, high: str, newest_first: bool
) -> Iterator[str]:
    low, high = f"{lane}{low}", f"{lane}{high}"
    found = _backwards(tree, low, high) if newest_first else tree.keys(low, high)
    return (key.removeprefix(lane) for key in found)


def _backwards(tree: Tree, low: str, high: str) -> Iterator[str]:
    """Keys from their end: `reversed` would walk through all of them first."""
    while True:
        try:
            key = tree.maxKey(high)
        except ValueError:
            return
        if key < low:
            return
        yield key
        high = before(key)


def before(key: str) -> str:
    """What comes after all keys before this one."""
    return f"{key[:-1]}{chr(ord(key[-1]) - 1)}~"
