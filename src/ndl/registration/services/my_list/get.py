"""GET @my-list: the lists, the records of one, one as a file, one record."""

from ndl.registration.browser.forms.request import text_of
from ndl.registration.browser.listing import batch_start
from ndl.registration.library.my_list.entries import find_entry
from ndl.registration.library.my_list.entries import Order
from ndl.registration.library.my_list.entries import sorted_entries
from ndl.registration.library.my_list.entries import tags_of
from ndl.registration.library.my_list.exports import export
from ndl.registration.library.my_list.lists import lists_of
from ndl.registration.library.my_list.store import PatronList
from ndl.registration.patrons.patron import Patron
from ndl.registration.services.body import Malformed
from ndl.registration.services.my_list.base import MyListService
from typing import Any


SIZE = 100


class MyListGet(MyListService):
    """A list takes `sort`, `tag`, `b_start`, or `export` for a file."""

    def for_all(self, patron: Patron) -> Any:
        """The lists in the order in which they were made."""
        items = [self.describe(each) for each in lists_of(patron)]
        return {"@id": self.url, "items": items}

    def for_list(self, patron: Patron, each: PatronList) -> Any:
        """The records of a list."""
        sort = text_of(self.request, "sort") or Order.ADDED
        if sort not in list(Order):
            raise Malformed
        found = sorted_entries(each, Order(sort), text_of(self.request, "tag"))
        kind = text_of(self.request, "export")
        if kind:
            file = export(found, kind)
            named = {"filename": file.name, "media_type": file.media_type}
            return named | {"data": file.data.decode("utf-8")}
        start = batch_start(self.request)
        items = found[start : start + SIZE]
        return self.describe(each) | {
            "tags": tags_of(each),
            "items_total": len(found),
            "b_start": start,
            "b_size": SIZE,
            "items": [self.describe_entry(each, entry) for entry in items],
        }

    def for_entry(self, each: PatronList, entry_id: str) -> Any:
        """One record."""
        return self.describe_entry(each, find_entry(each, entry_id))
