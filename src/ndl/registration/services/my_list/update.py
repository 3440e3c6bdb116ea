"""PATCH @my-list: another name for a list, tags and a note for a record."""

from ndl.registration.library.my_list.entries import find_entry
from ndl.registration.library.my_list.entries import mark_entry
from ndl.registration.library.my_list.lists import rename_list
from ndl.registration.library.my_list.store import PatronList
from ndl.registration.patrons.patron import Patron
from ndl.registration.services.body import Malformed
from ndl.registration.services.body import text_in
from ndl.registration.services.my_list.base import MyListService
from typing import Any


class MyListPatch(MyListService):
    """A list takes `title`, a record `tags` and `note`; what is left out stays."""

    def for_list(self, patron: Patron, each: PatronList) -> Any:
        """Rename a list."""
        title = text_in(self.body().get("title"))
        return self.describe(rename_list(patron, each.list_id, title))

    def for_entry(self, each: PatronList, entry_id: str) -> Any:
        """Write tags and a note."""
        body, entry = self.body(), find_entry(each, entry_id)
        tags = body.get("tags", list(entry.tags))
        if not isinstance(tags, list):
            raise Malformed
        note = text_in(body.get("note", entry.note))
        marked = mark_entry(each, entry_id, [text_in(tag) for tag in tags], note)
        return self.describe_entry(each, marked)
