"""Days on which registrations expire or their remains are due, as an index.

A login writes nothing here. A patron who is processed on a day is filed again under the
then next due day, so that a frequent user is processed only once in several years.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from heapq import merge
from itertools import islice
from ndl.registration import stores
from ndl.registration.clock import now
from ndl.registration.patrons.shards import ShardedTree
from ndl.registration.store_interfaces.patrons import IExpiryCalendar
from ndl.registration.store_interfaces.patrons import IRemainsCalendar
from persistent import Persistent
from zope.component import queryUtility
from zope.interface import implementer


_SHARDS = 64
_DAY = len("2026-01-01")


@dataclass(frozen=True)
class CalendarEntry:
    """A patron to be processed on this day or later."""

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

    def file(self, entry: CalendarEntry) -> None:
        """Add an entry."""
        self._entries[entry.key] = True

    def drop(self, entry: CalendarEntry) -> None:
        """Remove an entry."""
        self._entries.pop(entry.key)

    def due(self, today: date) -> Iterator[CalendarEntry]:
        """All entries up to this day, earliest first."""
        for key, _true in merge(*self._entries.up_to(f"{today.isoformat()} ~")):
            yield CalendarEntry(date.fromisoformat(key[:_DAY]), key[_DAY + 1 :])

    def first_due(self, today: date, limit: int) -> list[CalendarEntry]:
        """The first `limit` entries up to this day."""
        return list(islice(self.due(today), limit))


@implementer(IExpiryCalendar)
class ExpiryCalendar(_Calendar):
    """Days on which registrations are to be processed.

    `filed_to` is the last user ID that was filed when the calendar was added to a site
    with patrons; None once all are filed.
    """

    filed_to: str | None = ""


@implementer(IRemainsCalendar)
class RemainsCalendar(_Calendar):
    """Days on which registrations ended whose remains are still to be erased."""


def get_calendar() -> ExpiryCalendar | None:
    """The expiry calendar of the current site; None if it does not exist yet."""
    return queryUtility(IExpiryCalendar)


def look_again(user_id: str) -> None:
    """File a patron under today, so that the next due day is calculated again."""
    calendar = get_calendar()
    if calendar is not None:
        calendar.file(CalendarEntry(now().date(), user_id))


stores.register(IExpiryCalendar, ExpiryCalendar)
stores.register(IRemainsCalendar, RemainsCalendar)
