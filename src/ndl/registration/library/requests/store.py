"""All requests, and the indexes by which they are found.

A request is one persistent object, indexed by patron and in the lanes. There is no
total count: a number that every request changes would make them conflict.
"""

from BTrees.OOBTree import OOBTree
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from ndl.registration import stores
from ndl.registration.library.requests.errors import UnknownRequest
from ndl.registration.library.requests.lanes import before
from ndl.registration.library.requests.lanes import Lanes
from ndl.registration.library.requests.lanes import stamp
from ndl.registration.library.requests.request import is_open
from ndl.registration.library.requests.request import new_id
from ndl.registration.library.requests.request import PatronRequest
from ndl.registration.library.requests.request import State
from ndl.registration.patrons.directory import get_directory
from ndl.registration.patrons.patron import Patron
from ndl.registration.patrons.shards import ShardedTree
from ndl.registration.store_interfaces.library import IRequestStore
from persistent import Persistent
from zope.component import getUtility
from zope.interface import implementer


_KEYS = 20


@dataclass(frozen=True)
class Filed:
    """Index entry of a request, readable without loading the request."""

    request: PatronRequest
    request_id: str
    service: str
    state: State


@dataclass(frozen=True)
class Kept:
    """Archive entry of a request, without its values."""

    request_id: str
    service: str
    state: State
    placed: datetime
    closed: datetime


class PatronIndex(Persistent):
    """The requests of one patron, in the order in which they were placed.

    `open` is the number of open requests. `keys` are pairs of the key of a sent form
    and the ID of its request, newest first. `kept` are the archive entries.
    """

    keys: tuple[tuple[str, str], ...] = ()
    kept: tuple[Kept, ...] = ()

    def __init__(self) -> None:
        self.filed = OOBTree()
        self.open = 0

    def places(self, beyond: str = "", newest_first: bool = False) -> Iterator[Filed]:
        """Entries after a place; with `newest_first` those before it, in reverse."""
        if newest_first:
            high = before(beyond) if beyond else None
            return reversed(list(self.filed.values(None, high)))
        return iter(self.filed.values(f"{beyond}~" if beyond else None))

    def remember(self, key: str, request_id: str) -> None:
        """Record the key of the form by which a request was placed."""
        self.keys = ((key, request_id), *self.keys)[:_KEYS]


@implementer(IRequestStore)
class RequestStore(Persistent):
    """All requests by ID, with their indexes."""

    def __init__(self) -> None:
        self._requests = ShardedTree()
        self._patrons = ShardedTree()
        self.lanes = Lanes()

    def get(self, request_id: str) -> PatronRequest | None:
        """The request of this ID, or None."""
        return self._requests.get(request_id)

    def of_patron(self, user_id: str) -> PatronIndex | None:
        """The index of a patron for reading, or None."""
        return self._patrons.get(user_id)

    def ensure(self, user_id: str) -> PatronIndex:
        """The index of a patron for writing; created if there is none."""
        known = self._patrons.get(user_id)
        if known is None:
            known = self._patrons[user_id] = PatronIndex()
        return known

    def unused_id(self) -> str:
        """A random number that no request has."""
        while True:
            drawn = new_id()
            if drawn not in self._requests:
                return drawn

    def add(self, request: PatronRequest) -> None:
        """Store and index a new request."""
        self._requests[request.request_id] = request
        index = self.ensure(request.user_id)
        index.filed[place_below_patron(request)] = _filed(request)
        index.open += 1
        self.lanes.file(request)

    def move(self, request: PatronRequest, state: State, moment: datetime) -> None:
        """Set the state of a request, and update the indexes."""
        self.lanes.drop(request)
        was_open = is_open(request.state)
        request.state, request.since = state, moment
        self.lanes.file(request)
        index = self.ensure(request.user_id)
        index.filed[place_below_patron(request)] = _filed(request)
        if was_open and not is_open(state):
            index.open -= 1

    def remove(self, request: PatronRequest) -> None:
        """Remove a request from store and indexes."""
        self._requests.pop(request.request_id, None)
        self.lanes.drop(request)
        index = self.of_patron(request.user_id)
        if index is None:
            return
        index.filed.pop(place_below_patron(request), None)
        index.open -= is_open(request.state)
        if not index.filed and not index.kept:
            self._patrons.pop(request.user_id, None)

    def archive(self, request: PatronRequest) -> None:
        """Replace a request by its archive entry."""
        index = self.ensure(request.user_id)
        index.kept = (*index.kept, _kept(request))
        self.remove(request)

    def forget(self, user_id: str) -> None:
        """Remove the index of a patron, with the archive entries."""
        self._patrons.pop(user_id, None)


def patron_of(request: PatronRequest) -> Patron:
    """The patron of a request. Raises UnknownRequest if the patron was removed."""
    patron = get_directory().get(request.user_id)
    if patron is None:
        raise UnknownRequest
    return patron


def get_requests() -> RequestStore:
    """The store of the current site."""
    return getUtility(IRequestStore)


def place_below_patron(request: PatronRequest) -> str:
    """The key of a request in the index of its patron, in order of placing."""
    return f"{stamp(request.placed)} {request.request_id}"


def _filed(request: PatronRequest) -> Filed:
    return Filed(request, request.request_id, request.service, request.state)


def _kept(request: PatronRequest) -> Kept:
    return Kept(
        request.request_id,
        request.service,
        request.state,
        request.placed,
        request.since,
    )


stores.register(IRequestStore, RequestStore)
