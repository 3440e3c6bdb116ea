"""The desk's own index of applications, for editors only, outside the catalog.

It holds the columns of the list, including personal data. No object in it is written
by every submission.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from heapq import merge
from itertools import islice
from ndl.registration import stores
from ndl.registration.patrons.keys import fold_name
from ndl.registration.patrons.shards import ShardedTree
from ndl.registration.review.entry import IndexEntry
from ndl.registration.review.shelf import own_shelf
from ndl.registration.review.shelf import SEP
from ndl.registration.review.shelf import Shelf
from ndl.registration.review.shelf import SHELVES
from ndl.registration.store_interfaces.staff import IDeskIndex
from persistent import Persistent
from zope.component import queryUtility
from zope.interface import implementer


# Prefixes of the keys for searching, which no list uses.
_NAME = f"word{SEP}"
_PHONE = f"phone{SEP}"
# Prefix of the keys for the time when a state ends by itself.
_END = "end"
# Sorts after all keys that begin with a text and a separator.
_NEXT = chr(ord(SEP) + 1)


class QueueOrder(StrEnum):
    """Sort orders of entries."""

    RECEIVED = "received"
    DUE = "due"
    NAME = "name"


@dataclass(frozen=True)
class Walk:
    """The entries to go through, and their order.

    `about` are keys that every entry has; `since` and `until` bound the time of
    receipt, `due_before` the due day. `beyond` is the last entry of the page before.
    """

    states: tuple[str, ...]
    about: tuple[str, ...] = ()
    order: QueueOrder = QueueOrder.RECEIVED
    is_reversed: bool = False
    since: str = ""
    until: str = ""
    due_before: str = ""
    beyond: IndexEntry | None = None


@implementer(IDeskIndex)
class DeskIndex(Persistent):
    """Entries on shelves, and the shelf of each."""

    def __init__(self) -> None:
        self.clear()

    def clear(self) -> None:
        """Remove all entries."""
        self._shelves = tuple(Shelf() for _ in range(SHELVES))
        self._places = ShardedTree()

    def get(self, number: str) -> IndexEntry | None:
        """The entry of an application; None if there is none."""
        place = self._places.get(number)
        return IndexEntry(*self._shelves[place[0]].rows[place[1]]) if place else None

    def numbers(self) -> Iterator[str]:
        """The numbers of all entries."""
        return (number for number, _place in self._places.items())

    def put(self, entry: IndexEntry, is_open: bool) -> bool:
        """Store an entry. Returns whether it differs from the previous one."""
        known = self.get(entry.number)
        if known == entry:
            return False
        former = self._places.get(entry.number)
        number = former[0] if former else own_shelf()
        place = (number, f"{entry.state}{SEP}{tail_of(entry)}", is_open)
        shelf = self._shelves[number]
        # Only what differs is written, as claims are renewed each minute.
        if place != former:
            if former:
                del shelf.rows[former[1]]
            self._places[entry.number] = place
        shelf.rows[place[1]] = tuple(entry)
        counted = _tally_key(known, former[2]) if known else None
        shelf.tally.move(counted, _tally_key(entry, is_open))
        shelf.exchange(_keys_of(known) if known else (), _keys_of(entry))
        return True

    def drop(self, number: str) -> None:
        """Remove the entry of an application, if there is one."""
        known = self.get(number)
        if known is not None:
            place, row, was_open = self._places.pop(number)
            shelf = self._shelves[place]
            del shelf.rows[row]
            shelf.tally.move(_tally_key(known, was_open), None)
            shelf.exchange(_keys_of(known), ())

    def walk(self, walk: Walk) -> Iterator[IndexEntry]:
        """The entries in order, loaded one by one as they are consumed."""
        about, others = _driver(walk)
        low, high = _bounds(walk)
        streams = [
            _stream(
                number, state, shelf.steps(about, state, low, high, walk.is_reversed)
            )
            for number, shelf in enumerate(self._shelves)
            for state in walk.states
        ]
        for place, number, state in merge(*streams, reverse=walk.is_reversed):
            shelf, tail = self._shelves[number], place.rpartition(SEP)[2]
            if tail < walk.since or (walk.until and tail >= walk.until):
                continue
            if not all(shelf.has(other, state, tail) for other in others):
                continue
            entry = shelf.entry(state, tail)
            if not walk.due_before or entry.due < walk.due_before:
                yield entry

    def ended(self, state: str, latest: str) -> Iterator[str]:
        """Numbers of applications whose state has ended by `latest`, shelf by shelf."""
        for shelf in self._shelves:
            for place in shelf.steps(_END, state, "", f"{latest}{_NEXT}", False):
                yield place.rpartition(" ")[2]

    def counts(self) -> Counter[str]:
        """Number of applications in each state."""
        found: Counter[str] = Counter()
        for shelf in self._shelves:
            for (state, _due), number in shelf.tally.counts.items():
                found[state] += number
        return found

    def late(self, day: str) -> int:
        """Number of open applications that were due before a day."""
        return sum(
            number
            for shelf in self._shelves
            for (_state, due), number in shelf.tally.counts.items()
            if due and due < day
        )

    def find_words(self, text: str, limit: int) -> list[str]:
        """Numbers of applications with a name or reading that begins with the text."""
        folded = fold_name(text)
        return self._find(f"{_NAME}{folded}", limit) if folded else []

    def find_phone(self, phone: str, limit: int) -> list[str]:
        """Numbers of applications with this telephone number, at most `limit`."""
        return self._find(f"{_PHONE}{phone}{SEP}", limit) if phone else []

    def _find(self, begin: str, limit: int) -> list[str]:
        found = merge(*(shelf.starting(begin) for shelf in self._shelves))
        return [key.rpartition(SEP)[2] for key in islice(found, limit)]


def get_index() -> DeskIndex:
    """The index of the current site; empty while the add-on is uninstalled."""
    return queryUtility(IDeskIndex) or DeskIndex()


def tail_of(entry: IndexEntry) -> str:
    """The place of an entry in the order of time."""
    return f"{entry.moment} {entry.number}"


def _keys_of(entry: IndexEntry) -> Iterator[str]:
    rest = f"{SEP}{entry.state}{SEP}"
    for order in (QueueOrder.DUE, QueueOrder.NAME):
        yield f"{order}{rest}{_position(entry, order)}"
    tail = tail_of(entry)
    about = [f"kind={entry.kind}", f"country={entry.country}"]
    about += [f"sign={sign}" for sign in ("any", *entry.signs) if entry.signs]
    about += [f"holder={entry.holder}"] if entry.holder else []
    yield from (f"{one}{rest}{tail}" for one in about)
    if entry.end:
        yield f"{_END}{rest}{entry.end}{SEP}{tail}"
    yield from _words_of(entry)


def _position(entry: IndexEntry, order: QueueOrder) -> str:
    if order is QueueOrder.RECEIVED:
        return tail_of(entry)
    text = entry.due if order is QueueOrder.DUE else fold_name(entry.kana or entry.name)
    return f"{text}{SEP}{tail_of(entry)}"


def _words_of(entry: IndexEntry) -> Iterator[str]:
    """Keys for searching: name and reading from each word on, telephone number."""
    for text in (entry.name, entry.kana):
        words = text.split()
        for start in range(len(words)):
            folded = fold_name(" ".join(words[start:]))
            if folded:
                yield f"{_NAME}{folded}{SEP}{entry.number}"
    if entry.phone:
        yield f"{_PHONE}{entry.phone}{SEP}{entry.number}"


def _tally_key(entry: IndexEntry, is_open: bool) -> tuple[str, str]:
    return entry.state, entry.due if is_open else ""


def _driver(walk: Walk) -> tuple[str, tuple[str, ...]]:
    """The key to iterate over, and the keys that each entry must have as well."""
    if walk.order is not QueueOrder.RECEIVED:
        return walk.order, walk.about
    return (walk.about[0], walk.about[1:]) if walk.about else ("", ())


def _bounds(walk: Walk) -> tuple[str, str]:
    low, high = "", ""
    if walk.order is QueueOrder.RECEIVED:
        low, high = walk.since, walk.until
    elif walk.order is QueueOrder.DUE:
        high = walk.due_before
    if walk.beyond is None:
        return low, high
    position = _position(walk.beyond, walk.order)
    return (low, position) if walk.is_reversed else (f"{position}\0", high)


def _stream(
    number: int, state: str, places: Iterator[str]
) -> Iterator[tuple[str, int, str]]:
    return ((place, number, state) for place in places)


stores.register(IDeskIndex, DeskIndex)
