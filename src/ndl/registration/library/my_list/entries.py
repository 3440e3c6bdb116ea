"""The records on a list, and the places that name them in forms."""

from collections.abc import Iterable
from dataclasses import replace
from enum import StrEnum
from heapq import nlargest
from itertools import islice
from ndl.registration import _
from ndl.registration.clock import now
from ndl.registration.errors import Code
from ndl.registration.errors import DomainError
from ndl.registration.folding import fold_text
from ndl.registration.folding import normalize
from ndl.registration.library.my_list.lists import find_list
from ndl.registration.library.my_list.lists import lists_of
from ndl.registration.library.my_list.store import ListEntry
from ndl.registration.library.my_list.store import PatronList
from ndl.registration.library.search.record import Record
from ndl.registration.patrons.patron import Patron
from ndl.registration.settings import settings

import re
import secrets


NOTE_LENGTH = 500
TAG_LENGTH = 30
MOST_TAGS = 10


class UnknownEntry(DomainError):
    """The list holds no record of this ID."""

    code = Code.UNKNOWN_ENTRY
    message = _("This record is not on the list any more.")


class ListFull(DomainError):
    """The list holds as many records as the library allows."""

    code = Code.LIST_FULL

    def __init__(self, most: int) -> None:
        super().__init__(most)
        self.message = _(
            "A list can hold ${most} records. Please remove some, or use another list.",
            mapping={"most": most},
        )


class MarksFaulty(DomainError):
    """The note or the tags are too long or too many."""

    code = Code.MARKS_FAULTY
    message = _(
        "A note can have ${note} characters, a record ${tags} tags of ${tag} "
        "characters each.",
        mapping={"note": NOTE_LENGTH, "tags": MOST_TAGS, "tag": TAG_LENGTH},
    )


class ListOrder(StrEnum):
    """Sort orders of a list; the first is the default."""

    ADDED = "added"
    TITLE = "title"
    AUTHOR = "author"
    YEAR = "year"


def add_record(each: PatronList, record: Record) -> tuple[ListEntry, bool]:
    """Add a copy of the record to the list; False if the list has it already.

    Raises ListFull.
    """
    for entry in each.entries.values():
        if entry.record.key == record.key:
            return entry, False
    most = settings().my_list_entries
    if len(each.entries) >= most:
        raise ListFull(most)
    entry_id = f"{now():%Y%m%d%H%M%S%f}{secrets.token_hex(4)}"
    entry = ListEntry(entry_id, replace(record, holdings=()), now())
    each.entries[entry_id] = entry
    return entry, True


def find_entry(each: PatronList, entry_id: str) -> ListEntry:
    """One record of a list. Raises UnknownEntry."""
    entry = each.entries.get(entry_id)
    if entry is None:
        raise UnknownEntry
    return entry


def mark_entry(
    each: PatronList, entry_id: str, tags: Iterable[str], note: str
) -> ListEntry:
    """Replace the tags and the note of a record. Raises UnknownEntry, MarksFaulty."""
    entry = find_entry(each, entry_id)
    clean = tuple(dict.fromkeys(filter(None, map(fold_text, tags))))
    lines = "\n".join(map(fold_text, note.splitlines())).strip()
    too_long = len(lines) > NOTE_LENGTH or any(len(t) > TAG_LENGTH for t in clean)
    if too_long or len(clean) > MOST_TAGS:
        raise MarksFaulty
    marked = replace(entry, tags=clean, note=lines)
    each.entries[entry_id] = marked
    return marked


def split_tags(text: str) -> list[str]:
    """Split tags at commas of either width and line ends."""
    return re.split(r"[,、，\n]", text)


def remove_entry(each: PatronList, entry_id: str) -> None:
    """Remove a record from a list. Raises UnknownEntry."""
    find_entry(each, entry_id)
    del each.entries[entry_id]


def sorted_entries(
    each: PatronList, order: ListOrder = ListOrder.ADDED, tag: str = ""
) -> list[ListEntry]:
    """The records with a tag, or all, in an order; of equals the newest first."""
    found = [e for e in reversed(each.entries.values()) if not tag or tag in e.tags]
    match order:
        case ListOrder.TITLE:
            found.sort(key=lambda entry: _folded(entry.record.title))
        case ListOrder.AUTHOR:
            found.sort(key=lambda entry: _folded(entry.record.author))
        case ListOrder.YEAR:
            found.sort(key=lambda entry: entry.record.year, reverse=True)
        case ListOrder.ADDED:
            pass
    return found


def tags_of(each: PatronList) -> list[str]:
    """All tags of a list, sorted."""
    return sorted({tag for entry in each.entries.values() for tag in entry.tags})


def _folded(text: str) -> str:
    return normalize("NFKC", text).casefold()


_BETWEEN = "."


def place_of(each: PatronList, entry: ListEntry) -> str:
    """The IDs of list and record as one text, for forms."""
    return f"{each.list_id}{_BETWEEN}{entry.entry_id}"


def entry_at(patron: Patron, place: str) -> ListEntry:
    """The patron's record at a place. Raises UnknownList, UnknownEntry."""
    list_id, _between, entry_id = place.partition(_BETWEEN)
    return find_entry(find_list(patron, list_id), entry_id)


def latest_entries(patron: Patron, most: int) -> list[tuple[str, ListEntry]]:
    """The records added last to any list, newest first, with their places."""
    found = [
        (place_of(each, entry), entry)
        for each in lists_of(patron)
        for entry in islice(reversed(each.entries.values()), most)
    ]
    return nlargest(most, found, key=lambda pair: pair[1].entry_id)


def count_entries(patron: Patron) -> int:
    """Number of records on all lists."""
    return sum(len(each.entries) for each in lists_of(patron))
