"""Base of the services of My List: the URL names a list, then a record."""

from ndl.registration.library.my_list.lists import find_list
from ndl.registration.library.my_list.lists import title_of
from ndl.registration.library.my_list.store import ListEntry
from ndl.registration.library.my_list.store import PatronList
from ndl.registration.library.search.record import seal_record
from ndl.registration.library.search.record import to_plain
from ndl.registration.patrons.patron import Patron
from ndl.registration.services.patron import PatronService
from ndl.registration.services.words.base import Unknown
from typing import Any
from zope.interface import implementer
from zope.publisher.interfaces import IPublishTraverse
from ZPublisher.HTTPRequest import HTTPRequest


@implementer(IPublishTraverse)
class MyListService(PatronService):
    """A service at `@my-list`, `@my-list/LIST` or `@my-list/LIST/RECORD`."""

    def __init__(self, context: Any, request: HTTPRequest) -> None:
        super().__init__(context, request)
        self.path: tuple[str, ...] = ()

    def publishTraverse(self, request: HTTPRequest, name: str) -> "MyListService":
        """Read the next part of the URL."""
        self.path = (*self.path, name)
        return self

    def answer(self, patron: Patron) -> Any:
        """Answer for all lists, a list or a record, by the URL. Raises UnknownList."""
        match self.path:
            case []:
                return self.for_all(patron)
            case [list_id]:
                return self.for_list(patron, find_list(patron, list_id))
            case [list_id, entry_id]:
                return self.for_entry(find_list(patron, list_id), entry_id)
        raise Unknown

    def for_all(self, patron: Patron) -> Any:
        """The answer about all lists."""
        raise Unknown

    def for_list(self, patron: Patron, each: PatronList) -> Any:
        """The answer about one list."""
        raise Unknown

    def for_entry(self, each: PatronList, entry_id: str) -> Any:
        """The answer about a record of a list."""
        raise Unknown

    @property
    def url(self) -> str:
        """URL of all lists."""
        return f"{self.context.absolute_url()}/@my-list"

    def describe(self, each: PatronList) -> dict[str, Any]:
        """A list without its records."""
        return {
            "@id": f"{self.url}/{each.list_id}",
            "id": each.list_id,
            "title": self.say(title_of(each)),
            "items_total": len(each.entries),
        }

    def describe_entry(self, each: PatronList, entry: ListEntry) -> dict[str, Any]:
        """A record of a list, with its tags and note."""
        return {
            "@id": f"{self.url}/{each.list_id}/{entry.entry_id}",
            "id": entry.entry_id,
            "record": to_plain(entry.record),
            "token": seal_record(entry.record),
            "added": entry.added.isoformat(),
            "tags": list(entry.tags),
            "note": entry.note,
        }
