"""The lists of all patrons: one persistent object for each patron."""

from BTrees.OOBTree import OOBTree
from dataclasses import dataclass
from datetime import datetime
from ndl.registration import stores
from ndl.registration.events import PatronRemoved
from ndl.registration.library.search.record import Record
from ndl.registration.patrons.shards import ShardedTree
from ndl.registration.store_interfaces.library import IListStore
from persistent import Persistent
from zope.component import adapter
from zope.component import getUtility
from zope.component import queryUtility
from zope.interface import implementer


@dataclass(frozen=True)
class ListEntry:
    """A copy of a record from when it was added, with the patron's tags and note."""

    entry_id: str
    record: Record
    added: datetime
    tags: tuple[str, ...] = ()
    note: str = ""


class PatronList(Persistent):
    """One list; the first list has no name and is shown under FIRST_NAME."""

    def __init__(self, list_id: str, name: str) -> None:
        self.list_id = list_id
        self.name = name
        self.entries = OOBTree()


class PatronLists(Persistent):
    """The lists of one patron by ID, in the order in which they were made."""

    def __init__(self) -> None:
        self.lists = OOBTree()


@implementer(IListStore)
class ListStore(Persistent):
    """The lists of patrons, by user ID."""

    def __init__(self) -> None:
        self._patrons = ShardedTree()

    def get(self, user_id: str) -> PatronLists | None:
        """The lists of a patron for reading, or None."""
        return self._patrons.get(user_id)

    def ensure(self, user_id: str) -> PatronLists:
        """The lists of a patron for writing; created if there are none."""
        known = self._patrons.get(user_id)
        if known is None:
            known = self._patrons[user_id] = PatronLists()
        return known

    def forget(self, user_id: str) -> None:
        """Erase all lists of a patron."""
        self._patrons.pop(user_id, None)


def get_lists() -> ListStore:
    """The store of the current site."""
    return getUtility(IListStore)


@adapter(PatronRemoved)
def forget_lists(event: PatronRemoved) -> None:
    """Erase the lists of a removed patron."""
    store = queryUtility(IListStore)
    if store is not None:
        store.forget(event.user_id)


stores.register(IListStore, ListStore)
