"""`@my-list`: the patron's lists and their records."""

from ndl.registration.folding import URL_LENGTH
from ndl.registration.library.my_list.entries import add_record
from ndl.registration.library.my_list.entries import find_entry
from ndl.registration.library.my_list.entries import ListOrder
from ndl.registration.library.my_list.entries import mark_entry
from ndl.registration.library.my_list.entries import remove_entry
from ndl.registration.library.my_list.entries import sorted_entries
from ndl.registration.library.my_list.entries import tags_of
from ndl.registration.library.my_list.exports import export
from ndl.registration.library.my_list.isbns import add_isbns
from ndl.registration.library.my_list.isbns import read_isbns
from ndl.registration.library.my_list.lists import first_list
from ndl.registration.library.my_list.lists import lists_of
from ndl.registration.library.my_list.lists import make_list
from ndl.registration.library.my_list.lists import remove_list
from ndl.registration.library.my_list.lists import rename_list
from ndl.registration.library.my_list.store import PatronList
from ndl.registration.library.search.record import to_plain
from ndl.registration.library.search.record import unseal_record
from ndl.registration.library.search.targets import target_named
from ndl.registration.patrons.patron import Patron
from ndl.registration.services.body import Malformed
from ndl.registration.services.body import text_in
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
        sort = self.text_of("sort") or ListOrder.ADDED
        if sort not in list(ListOrder):
            raise Malformed
        found = sorted_entries(each, ListOrder(sort), self.text_of("tag"))
        kind = self.text_of("export")
        if kind:
            file = export(found, kind)
            named = {"filename": file.name, "media_type": file.media_type}
            return named | {"data": file.data.decode("utf-8")}
        start = self.batch_start
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


class MyListPost(MyListService):
    """Adds records to a list, or without one in the URL to the first list.

    Takes a record's `token` from @search-materials, or a text `isbns`, which are
    looked up in `catalogue`. With `title` and no list in the URL, makes a new list.
    """

    def for_all(self, patron: Patron) -> Any:
        """A new list, or what was added to the first one."""
        body = self.body()
        if "title" in body:
            made = make_list(patron, text_in(body["title"]))
            self.request.response.setStatus(201)
            return self.describe(made)
        return self._put(patron, None, body)

    def for_list(self, patron: Patron, each: PatronList) -> Any:
        """Add the records to the list."""
        return self._put(patron, each, self.body())

    def _put(
        self, patron: Patron, each: PatronList | None, body: dict[str, Any]
    ) -> Any:
        if "isbns" in body:
            return self._put_isbns(patron, each, body)
        record = unseal_record(text_in(body.get("token"), URL_LENGTH))
        each = each or first_list(patron)
        entry, is_new = add_record(each, record)
        self.request.response.setStatus(201 if is_new else 200)
        return self.describe_entry(each, entry)

    def _put_isbns(
        self, patron: Patron, each: PatronList | None, body: dict[str, Any]
    ) -> Any:
        if not isinstance(body["isbns"], str):
            raise Malformed
        isbns = read_isbns(body["isbns"])
        target = target_named(text_in(body.get("catalogue", "")))
        each = each or first_list(patron)
        found = add_isbns(each, isbns, target, self.client)
        return self.describe(each) | {
            "added": [to_plain(record) for record in found.added],
            "known": list(found.known),
            "missing": list(found.missing),
        }


class MyListPatch(MyListService):
    """A list takes `title`, a record `tags` and `note`; missing members stay."""

    def for_list(self, patron: Patron, each: PatronList) -> Any:
        """Rename a list."""
        title = text_in(self.body().get("title"))
        return self.describe(rename_list(patron, each.list_id, title))

    def for_entry(self, each: PatronList, entry_id: str) -> Any:
        """Change tags and note of a record."""
        body, entry = self.body(), find_entry(each, entry_id)
        tags = body.get("tags", list(entry.tags))
        if not isinstance(tags, list):
            raise Malformed
        note = text_in(body.get("note", entry.note))
        marked = mark_entry(each, entry_id, [text_in(tag) for tag in tags], note)
        return self.describe_entry(each, marked)


class MyListDelete(MyListService):
    """204, or 404 without such a list or record."""

    def for_list(self, patron: Patron, each: PatronList) -> Any:
        """Remove a list."""
        remove_list(patron, each.list_id)
        return self.reply_no_content()

    def for_entry(self, each: PatronList, entry_id: str) -> Any:
        """Remove a record."""
        remove_entry(each, entry_id)
        return self.reply_no_content()
