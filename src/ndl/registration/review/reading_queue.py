"""Applications whose pictures wait to be read, ordered by due time."""

from collections.abc import Iterator
from heapq import merge
from itertools import islice
from ndl.registration import stores
from ndl.registration.patrons.shards import ShardedTree
from ndl.registration.review.reading import Reading
from ndl.registration.store_interfaces.staff import IReadingQueue
from persistent import Persistent
from zope.component import getUtility
from zope.interface import implementer


_SHARDS = 64
_DIGITS = 12


@implementer(IReadingQueue)
class ReadingQueue(Persistent):
    """Keys of due time and number, sharded so that submissions rarely conflict."""

    def __init__(self) -> None:
        self._keys = ShardedTree(_SHARDS)

    def file(self, reading: Reading, number: str, due: int) -> None:
        """Queue a reading; `due` is in seconds since the epoch."""
        self.drop(reading)
        reading.key = f"{due:0{_DIGITS}d} {number}"
        self._keys[reading.key] = number

    def drop(self, reading: Reading) -> None:
        """Remove a reading from the queue."""
        if reading.key:
            self._keys.pop(reading.key)
            reading.key = ""

    def remove(self, key: str) -> None:
        """Remove a key whose application is gone."""
        self._keys.pop(key)

    def due(self, moment: int) -> Iterator[tuple[str, str]]:
        """Keys and numbers of applications due by `moment`, the earliest first."""
        return iter(merge(*self._keys.up_to(f"{moment:0{_DIGITS}d} ~")))

    def count(self, limit: int) -> int:
        """Number of pending readings, counted up to a limit."""
        return sum(1 for _one in islice(self.due(10**_DIGITS - 1), limit))


def get_reading_queue() -> ReadingQueue:
    """The queue of the current site."""
    return getUtility(IReadingQueue)


def moment_of(key: str) -> int:
    """The due time in a key, in seconds since the epoch."""
    return int(key[:_DIGITS])


stores.register(IReadingQueue, ReadingQueue)
