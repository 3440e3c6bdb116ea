"""Records on any list of a patron, each by the place at which it stands."""

from heapq import nlargest
from itertools import islice
from ndl.registration.library.my_list.entries import find_entry
from ndl.registration.library.my_list.lists import find_list
from ndl.registration.library.my_list.lists import lists_of
from ndl.registration.library.my_list.store import Entry
from ndl.registration.library.my_list.store import PatronList
from ndl.registration.patrons.patron import Patron


_BETWEEN = "."


def place_of(each: PatronList, entry: Entry) -> str:
    """The place of a record, encoded as a text for forms."""
    return f"{each.list_id}{_BETWEEN}{entry.entry_id}"


def entry_at(patron: Patron, place: str) -> Entry:
    """The own record at a place. Raises UnknownList, UnknownEntry."""
    list_id, _between, entry_id = place.partition(_BETWEEN)
    return find_entry(find_list(patron, list_id), entry_id)


def latest_entries(patron: Patron, most: int) -> list[tuple[str, Entry]]:
    """The records that were added last to any list, with their places."""
    found = [
        (place_of(each, entry), entry)
        for each in lists_of(patron)
        for entry in islice(reversed(each.entries.values()), most)
    ]
    return nlargest(most, found, key=lambda pair: pair[1].entry_id)


def count_entries(patron: Patron) -> int:
    """Number of records on all lists."""
    return sum(len(each.entries) for each in lists_of(patron))
