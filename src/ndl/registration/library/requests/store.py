"""All requests, and the indexes by which they are found.

A request is one persistent object. It is filed below the patron, and by state and the
moment at which it came to that state, once for all services and once for its own.
Nothing is counted here: a number that all requests change would make them conflict.
"""

from BTrees.OOBTree import OOBTree
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from heapq import merge
from ndl.registration import stores
from ndl.registration.library.requests.request import new_id
from ndl.registration.library.requests.request import PatronRequest
from ndl.registration.library.requests.states import is_open
from ndl.registration.library.requests.states import State
from ndl.registration.patrons.shards import ShardedTree
from ndl.registration.patrons.shards import Tree
from ndl.registration.store_interfaces import IRequestStore
from persistent import Persistent
from zlib import crc32
from zope.component import getUtility
from zope.interface import implementer


_LANES = 32
_KEYS = 20


@dataclass(frozen=True)
class Filed:
    """What the index below a patron says of a request."""

    request_id: str
    service: str
    state: State


class PatronIndex(Persistent):
    """The requests of one patron, in the order in which they were placed.

    `open` counts those that are not closed. `keys` are what the last forms sent
    along, with the requests that came of them.
    """

    keys: tuple[tuple[str, str], ...] = ()

    def __init__(self) -> None:
        self.filed = OOBTree()
        self.open = 0

    def remember(self, key: str, request_id: str) -> None:
        """Know again the form by which a request was placed."""
        self.keys = ((key, request_id), *self.keys)[:_KEYS]


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
        lane = f"{service} {state}"
        low = f"{lane} {_stamp(first)}" if first is not None else f"{lane} "
        high = f"{lane} {_stamp(last)}" if last is not None else f"{lane} ~"
        found = [_keys(tree, low, high, newest_first) for tree in self._trees]
        for key in merge(*found, reverse=newest_first):
            yield key.rpartition(" ")[2]

    def _tree(self, request: PatronRequest) -> Tree:
        return self._trees[crc32(request.request_id.encode()) % len(self._trees)]


@implementer(IRequestStore)
class RequestStore(Persistent):
    """All requests by ID, with their indexes."""

    def __init__(self) -> None:
        self._requests = ShardedTree()
        self._patrons = ShardedTree()
        self.lanes = Lanes()

    def get(self, request_id: str) -> PatronRequest | None:
        """One request."""
        return self._requests.get(request_id)

    def of_patron(self, user_id: str) -> PatronIndex | None:
        """The index of a patron, None if there is none; to be read."""
        return self._patrons.get(user_id)

    def ensure(self, user_id: str) -> PatronIndex:
        """The index of a patron, to be written."""
        known = self._patrons.get(user_id)
        if known is None:
            known = self._patrons[user_id] = PatronIndex()
        return known

    def unused_id(self) -> str:
        """A number that no request has."""
        while True:
            drawn = new_id()
            if drawn not in self._requests:
                return drawn

    def add(self, request: PatronRequest) -> None:
        """Keep a new request."""
        self._requests[request.request_id] = request
        index = self.ensure(request.user_id)
        index.filed[_patron_key(request)] = _filed(request)
        index.open += 1
        self.lanes.file(request)

    def move(self, request: PatronRequest, state: State, moment: datetime) -> None:
        """Bring a request to another state, and file it anew."""
        self.lanes.drop(request)
        was_open = is_open(request.state)
        request.state, request.since = state, moment
        self.lanes.file(request)
        index = self.ensure(request.user_id)
        index.filed[_patron_key(request)] = _filed(request)
        if was_open and not is_open(state):
            index.open -= 1

    def remove(self, request: PatronRequest) -> None:
        """Forget a request."""
        self._requests.pop(request.request_id, None)
        self.lanes.drop(request)
        index = self.of_patron(request.user_id)
        if index is None:
            return
        index.filed.pop(_patron_key(request), None)
        index.open -= is_open(request.state)
        if not index.filed:
            self._patrons.pop(request.user_id, None)


def get_requests() -> RequestStore:
    """The store of the current site."""
    return getUtility(IRequestStore)


def _filed(request: PatronRequest) -> Filed:
    return Filed(request.request_id, request.service, request.state)


def _patron_key(request: PatronRequest) -> str:
    return f"{_stamp(request.placed)} {request.request_id}"


def _lane_keys(request: PatronRequest) -> tuple[str, str]:
    place = f"{request.state} {_stamp(request.since)} {request.request_id}"
    return f" {place}", f"{request.service} {place}"


def _stamp(moment: datetime) -> str:
    return moment.isoformat(timespec="microseconds")


def _keys(tree: Tree, low: str, high: str, newest_first: bool) -> Iterator[str]:
    return _backwards(tree, low, high) if newest_first else iter(tree.keys(low, high))


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
        high = f"{key[:-1]}{chr(ord(key[-1]) - 1)}~"


stores.register(IRequestStore, RequestStore)
