"""Queues ordered by due time.

A key consists of due time and name, so that finding what is due reads nothing else.
The keys are sharded so that parallel writers rarely conflict.
"""

from collections.abc import Iterator
from heapq import merge
from itertools import islice
from ndl.registration.clock import timestamp
from ndl.registration.patrons.shards import ShardedTree
from persistent import Persistent


_SHARDS = 64
_DIGITS = 12
# Sorts after all times.
_ASIDE = "refused"


class Filed(Persistent):
    """An item of a queue. `key` is its key in the queue; empty if not queued."""

    key: str = ""

    @property
    def due(self) -> int:
        """The time from which it may be taken, in seconds since the epoch."""
        return moment_of(self.key)

    @property
    def is_aside(self) -> bool:
        """Whether it is set aside and waits for the staff."""
        return self.key.startswith(_ASIDE)


class Work(Filed):
    """A task that a process takes, does without a transaction, and then settles.

    `turn` changes with each attempt and each change of the task, to detect outdated
    results.
    """

    turn: int = 0
    tries: int = 0


class DueQueue(Persistent):
    """Names of items, ordered by due time."""

    def __init__(self) -> None:
        self._keys = ShardedTree(_SHARDS)

    def file(self, filed: Filed, name: str, due: int | None) -> None:
        """File an item under a due time; None sets it aside."""
        self.drop(filed)
        place = _ASIDE if due is None else _place(due)
        filed.key = f"{place} {name}"
        self._keys[filed.key] = name

    def drop(self, filed: Filed) -> None:
        """Remove an item from the queue."""
        if filed.key:
            self.remove(filed.key)
            filed.key = ""

    def take(self, work: Work, name: str, seconds: int) -> int:
        """Start an attempt, and return its turn.

        The task is due again after so many seconds, as the process may be killed.
        """
        work.turn += 1
        self.file(work, name, timestamp() + seconds)
        return work.turn

    def remove(self, key: str) -> None:
        """Remove a key whose item is gone."""
        self._keys.pop(key)

    def due(self, moment: int) -> Iterator[tuple[str, str]]:
        """Keys and names of items due by `moment`, the earliest first."""
        return iter(merge(*self._keys.up_to(f"{_place(moment)} ~")))

    def due_beside(self, filed: Filed, moment: int, limit: int) -> list[str]:
        """Names of items due by `moment` in the tree of this item, at most `limit`.

        Filing an item and removing these changes a single tree.
        """
        pairs = self._keys.beside(filed.key, f"{_place(moment)} ~")
        return [name for _key, name in islice(pairs, limit)]

    def all(self) -> Iterator[str]:
        """The names of all items, those set aside last."""
        return (name for _key, name in merge(*self._keys.up_to("~")))

    def aside(self) -> Iterator[str]:
        """The names of items set aside."""
        trees = self._keys.between(f"{_ASIDE} ", f"{_ASIDE} ~")
        return (name for _key, name in merge(*trees))

    def count(self, limit: int) -> int:
        """Number of items, counted up to a limit."""
        return sum(1 for _name in islice(self.all(), limit))


def moment_of(key: str) -> int:
    """The due time in a key, in seconds since the epoch."""
    return int(key[:_DIGITS])


def _place(moment: int) -> str:
    return f"{moment:0{_DIGITS}d}"
