"""A part of the desk's index: entries in the order of time, and keys to find them.

Each thread that submits has a shelf of its own, so that parallel submissions do not
conflict. A shelf is read one key at a time, by its least or greatest key, so that the
cost of a step does not grow with the number of entries.
"""

from BTrees.OOBTree import OOBTree
from BTrees.OOBTree import OOTreeSet
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from itertools import count
from ndl.registration.review.entry import IndexEntry
from persistent import Persistent
from threading import local
from typing import Any

import secrets


SEP = "\x1f"
SHELVES = 16
_LAST = "\U0010ffff"
_numbers = count(secrets.randbelow(SHELVES))
_thread = local()


class _Rows(OOBTree):
    """Entries; large leaves split rarely, and splits make parallel writers conflict."""

    max_leaf_size = 60
    max_internal_size = 32


class _Keys(OOTreeSet):
    """Short texts, with leaves that split as rarely."""

    max_leaf_size = 120
    max_internal_size = 32


class Tally(Persistent):
    """Counts that concurrent writers can change without a conflict.

    The tally of a shelf counts its entries by state, open ones also by due day.
    """

    def __init__(self) -> None:
        self.counts: dict[tuple[str, ...], int] = {}

    def add(self, key: tuple[str, ...], number: int) -> None:
        """Add a positive or negative number to a count."""
        counts = dict(self.counts)
        counts[key] = counts.get(key, 0) + number
        self.counts = {key: value for key, value in counts.items() if value}

    def move(self, former: tuple[str, ...] | None, key: tuple[str, ...] | None) -> None:
        """Count one under `key` instead of `former`; None is not counted."""
        if former == key:
            return
        if former is not None:
            self.add(former, -1)
        if key is not None:
            self.add(key, 1)

    def _p_resolveConflict(
        self, old: Mapping[str, Any], saved: Mapping[str, Any], new: Mapping[str, Any]
    ) -> dict[str, Any]:
        """Add the changes of both writers."""
        before, one, other = (dict(state["counts"]) for state in (old, saved, new))
        keys = {**before, **one, **other}
        sums = {
            key: one.get(key, 0) + other.get(key, 0) - before.get(key, 0)
            for key in keys
        }
        return {"counts": {key: value for key, value in sums.items() if value}}


class Shelf(Persistent):
    """Entries by state and time of receipt, and keys to find entries by.

    A key consists of its subject (`about`), the state, and the place in its order.
    """

    def __init__(self) -> None:
        self.rows = _Rows()
        self.keys = _Keys()
        self.tally = Tally()

    def entry(self, state: str, tail: str) -> IndexEntry:
        """The entry with this state and place in the order of time."""
        return IndexEntry(*self.rows[f"{state}{SEP}{tail}"])

    def exchange(self, former: Iterable[str], keys: Iterable[str]) -> None:
        """Replace the former keys by these; write only keys that differ."""
        before, after = set(former), set(keys)
        for key in sorted(before - after):
            self.keys.remove(key)
        for key in sorted(after - before):
            self.keys.add(key)

    def has(self, about: str, state: str, tail: str) -> bool:
        """Whether the entry has the key with this subject."""
        return f"{about}{SEP}{state}{SEP}{tail}" in self.keys

    def starting(self, begin: str) -> Iterator[str]:
        """The keys that start with `begin`."""
        return _upwards(self.keys, begin, f"{begin}{_LAST}")

    def steps(
        self, about: str, state: str, low: str, high: str, is_reversed: bool
    ) -> Iterator[str]:
        """The places from `low` up to `high`; of all entries if `about` is empty."""
        tree = self.keys if about else self.rows
        prefix = f"{about}{SEP}{state}{SEP}" if about else f"{state}{SEP}"
        step = _downwards if is_reversed else _upwards
        for key in step(tree, prefix + low, prefix + (high or _LAST)):
            yield key[len(prefix) :]


def own_shelf() -> int:
    """The number of the shelf for new entries of this thread."""
    if not hasattr(_thread, "number"):
        _thread.number = next(_numbers)
    return int(_thread.number) % SHELVES


def _upwards(tree: Any, low: str, high: str) -> Iterator[str]:
    while True:
        try:
            key = tree.minKey(low)
        except ValueError:
            return
        if key >= high:
            return
        yield key
        low = f"{key}\0"


def _downwards(tree: Any, low: str, high: str) -> Iterator[str]:
    while True:
        # maxKey includes its bound, so this is a bound just below `high`.
        bound = f"{high[:-1]}{chr(ord(high[-1]) - 1)}{_LAST}"
        try:
            key = tree.maxKey(bound)
        except ValueError:
            return
        if key < low:
            return
        yield key
        high = key
