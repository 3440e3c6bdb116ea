"""The store of the events recorded for each patron's account."""

from collections import Counter
from collections.abc import Mapping
from ndl.registration import stores
from ndl.registration.patrons.shards import ShardedTree
from ndl.registration.store_interfaces.patrons import IHistoryStore
from persistent import Persistent
from typing import Any
from zope.component import queryUtility
from zope.interface import implementer


KEPT = 10
# The value of an AuditTag, seconds since the epoch, and what it was about.
HistoryEntry = tuple[str, int, tuple[str, ...]]


class PatronHistory(Persistent):
    """The entries of one patron, the oldest first."""

    def __init__(self) -> None:
        self.entries: tuple[HistoryEntry, ...] = ()

    def add(self, entry: HistoryEntry) -> None:
        """Add an entry; the oldest of its kind is dropped beyond KEPT."""
        self.entries = _bounded((*self.entries, entry))

    def _p_resolveConflict(
        self, old: Mapping[str, Any], saved: Mapping[str, Any], new: Mapping[str, Any]
    ) -> dict[str, Any]:
        """Merge the entries of both writers, so that parallel events never conflict."""
        added = (Counter(new["entries"]) - Counter(old["entries"])).elements()
        return {"entries": _bounded((*saved["entries"], *added))}


@implementer(IHistoryStore)
class HistoryStore(Persistent):
    """Histories by user ID: one persistent object for each patron with entries."""

    def __init__(self) -> None:
        self._patrons = ShardedTree()

    def entries(self, user_id: str) -> tuple[HistoryEntry, ...]:
        """All entries, oldest first."""
        known = self._patrons.get(user_id)
        return known.entries if known is not None else ()

    def note(self, user_id: str, entry: HistoryEntry) -> None:
        """Add an entry; only the last KEPT of each kind remain."""
        known = self._patrons.get(user_id)
        if known is None:
            known = self._patrons[user_id] = PatronHistory()
        known.add(entry)

    def forget(self, user_id: str) -> None:
        """Erase the history of a patron."""
        self._patrons.pop(user_id, None)


def find_histories() -> HistoryStore | None:
    """The store of the current site; None before the upgrade that creates it."""
    return queryUtility(IHistoryStore)


def _bounded(entries: tuple[HistoryEntry, ...]) -> tuple[HistoryEntry, ...]:
    """The last entries of each kind, so that many of one kind displace no others."""
    kept: list[HistoryEntry] = []
    counts: Counter[str] = Counter()
    for entry in reversed(entries):
        counts[entry[0]] += 1
        if counts[entry[0]] <= KEPT:
            kept.append(entry)
    return tuple(reversed(kept))


stores.register(IHistoryStore, HistoryStore)
