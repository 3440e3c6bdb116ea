"""Pending hand-overs, stored in the transaction that requests them."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from heapq import merge
from itertools import islice
from ndl.registration import stores
from ndl.registration.clock import timestamp
from ndl.registration.patrons.shards import ShardedTree
from ndl.registration.store_interfaces.library import IOutbox
from persistent import Persistent
from zope.component import getUtility
from zope.interface import implementer


_SHARDS = 64
_DIGITS = 12
# Sorts after all times.
_REFUSED = "refused"


class TaskKind(StrEnum):
    """Kinds of hand-overs."""

    SUBMIT = "submit"
    CANCEL = "cancel"
    ASK = "ask"


@dataclass(frozen=True)
class Task:
    """One call to the system, with the number under which it knows the request."""

    kind: TaskKind
    number: str
    remote_id: str = ""


class Waiting(Persistent):
    """The tasks of one request; the first one is next.

    `is_taken` tells that a process has started the task, and may still be working or
    was killed. `turn` counts the attempts. `key` is the key in the outbox.
    """

    is_taken: bool = False
    turn: int = 0
    tries: int = 0
    trouble: str = ""
    key: str = ""

    def __init__(self, request_id: str, user_id: str) -> None:
        self.request_id = request_id
        self.user_id = user_id
        self.tasks: tuple[Task, ...] = ()
        self.since = timestamp()

    @property
    def is_refused(self) -> bool:
        """Whether the task was refused and waits for the staff."""
        return self.key.startswith(_REFUSED)

    @property
    def due(self) -> int:
        """The time from which the task may be taken, in seconds since the epoch."""
        return int(self.key[:_DIGITS])


@implementer(IOutbox)
class Outbox(Persistent):
    """All pending hand-overs, by request and by due time."""

    def __init__(self) -> None:
        self._waiting = ShardedTree(_SHARDS)
        self._keys = ShardedTree(_SHARDS)

    def get(self, request_id: str) -> Waiting | None:
        """The pending hand-overs of a request; None if there are none."""
        return self._waiting.get(request_id)

    def file(self, waiting: Waiting, due: int | None) -> None:
        """File the tasks under a due time; None sets them aside as refused."""
        self._keys.pop(waiting.key)
        place = _REFUSED if due is None else f"{due:0{_DIGITS}d}"
        waiting.key = f"{place} {waiting.request_id}"
        self._keys[waiting.key] = waiting.request_id
        if self._waiting.get(waiting.request_id) is None:
            self._waiting[waiting.request_id] = waiting

    def drop(self, waiting: Waiting) -> None:
        """Remove the tasks of a request."""
        self._keys.pop(waiting.key)
        self._waiting.pop(waiting.request_id)

    def due(self, moment: int) -> Iterator[str]:
        """IDs of requests with a task due by `moment`, the earliest first."""
        last = f"{moment:0{_DIGITS}d} ~"
        return (request_id for _key, request_id in merge(*self._keys.up_to(last)))

    def first(self, limit: int) -> list[Waiting]:
        """The first pending hand-overs, refused ones last, at most `limit`."""
        found = islice(merge(*self._keys.up_to("~")), limit)
        waiting = (self._waiting.get(request_id) for _key, request_id in found)
        return [one for one in waiting if one is not None]

    def refused(self, limit: int) -> list[Waiting]:
        """The first refused hand-overs, at most `limit`."""
        trees = self._keys.between(f"{_REFUSED} ", f"{_REFUSED} ~")
        found = (self._waiting.get(request_id) for _key, request_id in merge(*trees))
        return [one for one in islice(found, limit) if one is not None]


def get_outbox() -> Outbox:
    """The outbox of the current site."""
    return getUtility(IOutbox)


stores.register(IOutbox, Outbox)
