"""The applications whose pictures wait to be read, by the moment they are due."""

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
    """Keys made of moment and number; submissions at once seldom meet in one tree."""

    def __init__(self) -> None:
        self._keys = ShardedTree(_SHARDS)

    def file(self, reading: Reading, number: str, due: int) -> None:
        """Queue it until a point in time."""
        self.drop(reading)
        reading.key = f"{due:0{_DIGITS}d} {number}"
        self._keys[reading.key] = number

    def drop(self, reading: Reading) -> None:
        """It waits no more."""
        if reading.key:
            self._keys.pop(reading.key)
            reading.key = ""

    def remove(self, key: str) -> None:
        """Forget a key whose application is gone."""
        self._keys.pop(key)

    def due(self, moment: int) -> Iterator[tuple[str, str]]:
        """Keys and numbers of what is due, the earliest first."""
        return iter(merge(*self._keys.up_to(f"{moment:0{_DIGITS}d} ~")))

    def count(self, limit: int) -> int:
        """Number of pending readings, counted up to a limit."""
        return sum(1 for _one in islice(self.due(10**_DIGITS - 1), limit))


def get_reading_queue() -> ReadingQueue:
    """The queue of the current site."""
    return getUtility(IReadingQueue)


def moment_of(key: str) -> int:
    """From when on something is due."""
    return int(key[:_DIGITS])


stores.register(IReadingQueue, ReadingQueue)
