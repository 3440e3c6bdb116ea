"""All requests, and the indexes by which they are found.

A request is one persistent object. It is filed below the patron, and in the lanes.
Nothing is counted here: a number that all requests change would make them conflict.
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
    """Index entry of a request, so that the request need not be loaded."""

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

    `open` counts those that are not closed. `keys` are what the last forms sent
    along, with the requests that came of them. `kept` is what is left of old ones.
    """

    keys: tuple[tuple[str, str], ...] = ()
    kept: tuple[Kept, ...] = ()

    def __init__(self) -> None:
        self.filed = OOBTree()
        self.open = 0

    def places(self, beyond: str = "", newest_first: bool = False) -> Iterator[Filed]:
        """Entries after a place, or before it with the newest first."""
        if newest_first:
            high = before(beyond) if beyond else None
            return reversed(list(self.filed.values(None, high)))
        return iter(self.filed.values(f"{beyond}~" if beyond else None))

    def remember(self, key: str, request_id: str) -> None:
        """Know again the form by which a request was placed."""
        self.keys = ((key, request_id), *self.keys)[:_KEYS]


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
        """The index of a patron for reading, or None."""
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
        index.filed[place_below_patron(request)] = _filed(request)
        index.open += 1
        self.lanes.file(request)

    def move(self, request: PatronRequest, state: State, moment: datetime) -> None:
        """Bring a request to another state, and file it anew."""
        self.lanes.drop(request)
        was_open = is_open(request.state)
        request.state, request.since = state, moment
        self.lanes.file(request)
        index = self.ensure(request.user_id)
        index.filed[place_below_patron(request)] = _filed(request)
        if was_open and not is_open(state):
            index.open -= 1

    def remove(self, request: PatronRequest) -> None:
        """Forget a request."""
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
        """Forget also the lines of a patron whose requests are removed."""
        self._patrons.pop(user_id, None)


def patron_of(request: PatronRequest) -> Patron:
    """The patron who asks. Raises UnknownRequest if there is none any more."""
    patron = get_directory().get(request.user_id)
    if patron is None:
        raise UnknownRequest
    return patron


def get_requests() -> RequestStore:
    """The store of the current site."""
    return getUtility(IRequestStore)


def place_below_patron(request: PatronRequest) -> str:
    """The place of a request among those of its patron."""
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
