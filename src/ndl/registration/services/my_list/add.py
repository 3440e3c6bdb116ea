"""POST @my-list: make a list; put records on one by token or ISBNs."""

from ndl.registration.library.my_list.entries import add_record
from ndl.registration.library.my_list.isbns import add_isbns
from ndl.registration.library.my_list.isbns import read_isbns
from ndl.registration.library.my_list.lists import first_list
from ndl.registration.library.my_list.lists import make_list
from ndl.registration.library.my_list.store import PatronList
from ndl.registration.library.search.record import to_plain
from ndl.registration.library.search.record import unseal_record
from ndl.registration.library.search.targets import target_named
from ndl.registration.patrons.patron import Patron
from ndl.registration.services.body import Malformed
from ndl.registration.services.body import text_in
from ndl.registration.services.my_list.base import MyListService
from ndl.registration.text import URL_LENGTH
from ndl.registration.web.client import client_of
from typing import Any


class MyListPost(MyListService):
    """Without a list takes `title` for a new one, or puts a record on the first.

    A record is the `token` that @search-materials gave, or `isbns`, a text, which
    are looked up in `catalogue`.
    """

    def for_all(self, patron: Patron) -> Any:
        """A new list, or the first one."""
        body = self.body()
        if "title" in body:
            made = make_list(patron, text_in(body["title"]))
            self.request.response.setStatus(201)
            return self.describe(made)
        return self._put(patron, None, body)

    def for_list(self, patron: Patron, each: PatronList) -> Any:
        """Put what was sent on the list."""
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
        found = add_isbns(each, isbns, target, client_of(self.request))
        return self.describe(each) | {
            "added": [to_plain(record) for record in found.added],
            "known": list(found.known),
            "missing": list(found.missing),
        }
