"""Due dates of registrations and of their remains, indexed by day.

A login writes nothing here. A patron who is found on a day is filed again under the
next one, so that one who comes often is looked at once in some years.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from heapq import merge
from itertools import islice
from ndl.registration import stores
from ndl.registration.config import now
from ndl.registration.patrons.shards import ShardedTree
from ndl.registration.store_interfaces.patrons import IExpiryCalendar
from ndl.registration.store_interfaces.patrons import IRemainsCalendar
from persistent import Persistent
from zope.component import queryUtility
from zope.interface import implementer


_SHARDS = 64
_DAY = len("2026-01-01")


@dataclass(frozen=True)
class Entry:
    """A patron to look at from a day on."""

    day: date
    user_id: str

    @property
    def key(self) -> str:
        """The key of the entry; keys sort by day."""
        return f"{self.day.isoformat()} {self.user_id}"


class _Calendar(Persistent):
    """Entries by day, sharded by key."""

    def __init__(self) -> None:
        self._entries = ShardedTree(_SHARDS)

    def file(self, entry: Entry) -> None:
        """Keep an entry."""
        self._entries[entry.key] = True

    def drop(self, entry: Entry) -> None:
        """Forget an entry."""
        self._entries.pop(entry.key)

    def due(self, today: date) -> Iterator[Entry]:
        """All entries up to this day, the earliest first."""
        for key, _true in merge(*self._entries.up_to(f"{today.isoformat()} ~")):
            yield Entry(date.fromisoformat(key[:_DAY]), key[_DAY + 1 :])

    def first_due(self, today: date, limit: int) -> list[Entry]:
        """The first entries up to this day."""
        return list(islice(self.due(today), limit))


@implementer(IExpiryCalendar)
class ExpiryCalendar(_Calendar):
    """Days on which registrations are to be processed.

    `filed_to` is the user ID to which the patrons have been filed who were there
    before the calendar; None once all have.
    """

    filed_to: str | None = ""


@implementer(IRemainsCalendar)
class RemainsCalendar(_Calendar):
    """Days on which registrations ended whose remains are to be erased."""


def get_calendar() -> ExpiryCalendar | None:
    """The calendar of the current site; None where it has not been made yet."""
    return queryUtility(IExpiryCalendar)


def look_again(user_id: str) -> None:
    """Have the calendar find the day on which something is to be done for a patron."""
    calendar = get_calendar()
    if calendar is not None:
        calendar.file(Entry(now().date(), user_id))


stores.register(IExpiryCalendar, ExpiryCalendar)
stores.register(IRemainsCalendar, RemainsCalendar)
