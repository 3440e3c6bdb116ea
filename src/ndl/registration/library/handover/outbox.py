"""Pending hand-overs, stored in the transaction that requests them."""

from collections.abc import Iterable
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice
from ndl.registration import stores
from ndl.registration.clock import timestamp
from ndl.registration.patrons.due_queue import DueQueue
from ndl.registration.patrons.due_queue import Work
from ndl.registration.patrons.shards import ShardedTree
from ndl.registration.store_interfaces.library import IOutbox
from persistent import Persistent
from zope.component import getUtility
from zope.interface import implementer


_SHARDS = 64


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


class Waiting(Work):
    """The tasks of one request; the first one is next.

    `is_taken` tells that a process has started the task, and may still be working or
    was killed.
    """

    is_taken: bool = False
    trouble: str = ""

    def __init__(self, request_id: str, user_id: str) -> None:
        self.request_id = request_id
        self.user_id = user_id
        self.tasks: tuple[Task, ...] = ()
        self.since = timestamp()

    @property
    def is_refused(self) -> bool:
        """Whether the task was refused and waits for the staff."""
        return self.is_aside


@implementer(IOutbox)
class Outbox(Persistent):
    """All pending hand-overs, by request and by due time."""

    def __init__(self) -> None:
        self._waiting = ShardedTree(_SHARDS)
        self._queue = DueQueue()

    def get(self, request_id: str) -> Waiting | None:
        """The pending hand-overs of a request; None if there are none."""
        return self._waiting.get(request_id)

    def file(self, waiting: Waiting, due: int | None) -> None:
        """File the tasks under a due time; None sets them aside as refused."""
        self._queue.file(waiting, waiting.request_id, due)
        if self._waiting.get(waiting.request_id) is None:
            self._waiting[waiting.request_id] = waiting

    def drop(self, waiting: Waiting) -> None:
        """Remove the tasks of a request."""
        self._queue.drop(waiting)
        self._waiting.pop(waiting.request_id)

    def take(self, waiting: Waiting, seconds: int) -> int:
        """Start an attempt, and return its turn; due again after so many seconds."""
        return self._queue.take(waiting, waiting.request_id, seconds)

    def due(self, moment: int) -> Iterator[str]:
        """IDs of requests with a task due by `moment`, the earliest first."""
        return (request_id for _key, request_id in self._queue.due(moment))

    def first(self, limit: int) -> list[Waiting]:
        """The first pending hand-overs, refused ones last, at most `limit`."""
        return self._found(islice(self._queue.all(), limit))

    def refused(self, limit: int) -> list[Waiting]:
        """The first refused hand-overs, at most `limit`."""
        return self._found(islice(self._queue.aside(), limit))

    def _found(self, request_ids: Iterable[str]) -> list[Waiting]:
        waiting = (self._waiting.get(request_id) for request_id in request_ids)
        return [one for one in waiting if one is not None]


def get_outbox() -> Outbox:
    """The outbox of the current site."""
    return getUtility(IOutbox)


stores.register(IOutbox, Outbox)
