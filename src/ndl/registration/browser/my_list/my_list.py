"""The page `my-list`: the lists of a patron, their records, and exports (R4)."""

from functools import cached_property
from ndl.registration import _
from ndl.registration.browser.dates import show_moment
from ndl.registration.browser.forms.page import ActionPage
from ndl.registration.browser.library.records import show_record
from ndl.registration.browser.library.records import SORTS
from ndl.registration.browser.my_list.export import FORMATS
from ndl.registration.browser.my_list.page import MyListPage
from ndl.registration.library.my_list.entries import find_entry
from ndl.registration.library.my_list.entries import ListOrder
from ndl.registration.library.my_list.entries import remove_entry
from ndl.registration.library.my_list.entries import sorted_entries
from ndl.registration.library.my_list.entries import tags_of
from ndl.registration.library.my_list.lists import find_list
from ndl.registration.library.my_list.lists import make_list
from ndl.registration.library.my_list.lists import remove_list
from ndl.registration.library.my_list.lists import rename_list
from ndl.registration.library.my_list.lists import title_of
from ndl.registration.library.my_list.lists import UnknownList
from ndl.registration.library.my_list.store import ListEntry
from ndl.registration.library.my_list.store import PatronList
from ndl.registration.library.search.record import seal_record
from ndl.registration.library.search.targets import target_title
from plone.batching import Batch
from typing import Any
from urllib.parse import urlencode
from zExceptions import NotFound
from zope.i18nmessageid import Message


SIZE = 50
NOT_CONFIRMED = _("Check the box to remove the list with all its records.")


class MyList(MyListPage, ActionPage):
    """One list: sorted, filtered by a tag, exported; with links to the other lists."""

    title = _("My List")

    @cached_property
    def shown(self) -> PatronList | None:
        """The list in the URL, else the first, else None. Raises NotFound."""
        try:
            return self.chosen
        except UnknownList as error:
            raise NotFound("my-list") from error

    @property
    def list_title(self) -> str:
        """The name of the list."""
        return self.title if self.shown is None else title_of(self.shown)

    @cached_property
    def order(self) -> ListOrder:
        """The chosen order; by default the last added first."""
        sort = self.text_of("sort")
        return ListOrder(sort) if sort in list(ListOrder) else ListOrder.ADDED

    @property
    def orders(self) -> list[dict[str, Any]]:
        """The orders to choose from."""
        titles = {"added": _("Last added first"), **SORTS}
        return [{"value": one.value, "title": titles[one]} for one in ListOrder]

    @property
    def tag(self) -> str:
        """The tag to filter by, or empty."""
        return self.text_of("tag")

    @property
    def tags(self) -> list[str]:
        """The tags of the list."""
        return [] if self.shown is None else tags_of(self.shown)

    @cached_property
    def batch(self) -> Batch:
        """The records on this page, with paging."""
        found = []
        if self.shown is not None:
            found = sorted_entries(self.shown, self.order, self.tag)
        return Batch(found, size=SIZE, start=self.batch_start)

    @property
    def entries(self) -> list[dict[str, Any]]:
        """The records of the list as shown."""
        return [self._show(entry) for entry in self.batch]

    @property
    def exports(self) -> list[dict[str, str]]:
        """Title and URL of each export format."""
        url = self.list_url(self.shown, "my-list-export")
        return [
            {"title": title, "url": f"{url}&format={kind}"}
            for kind, title in FORMATS.items()
        ]

    def _show(self, entry: ListEntry) -> dict[str, Any]:
        each = "" if self.shown is None else self.shown.list_id
        query = urlencode({"list": each, "entry": entry.entry_id})
        url = self.context.absolute_url()
        return {
            "id": entry.entry_id,
            "record": show_record(entry.record),
            "source": target_title(entry.record.source),
            "added": show_moment(entry.added),
            "tags": entry.tags,
            "note": entry.note,
            "request": f"{url}/request-service?record={seal_record(entry.record)}",
            "edit": f"{url}/my-list-entry?{query}",
        }

    def post(self) -> str:
        """Create, rename or remove a list, or remove a record."""
        form, owner = self.request.form, self.owner
        if "make" in form:
            made = make_list(owner, self.text_of("name"))
            return self.redirect(self.list_url(made))
        each = find_list(owner, self.list_id)
        if "remove_list" in form:
            return self._remove_list(each)
        if "rename" in form:
            rename_list(owner, each.list_id, self.text_of("name"))
        elif "remove" in form:
            entry = find_entry(each, self.text_of("remove"))
            remove_entry(each, entry.entry_id)
            words = _("Removed from the list: ${title}")
            title = entry.record.title or entry.record.author
            self.flash(Message(words, mapping={"title": title}))
        return self.redirect(self.list_url(each))

    def refuse(self, message: str, field: str = "") -> str:
        """Show a message on the page of the chosen list."""
        self.flash(message, "error")
        known = [one["url"] for one in self.lists if one["is_chosen"]]
        return self.redirect(known[0] if known else self.url)

    def _remove_list(self, each: PatronList) -> str:
        if self.text_of("confirmed") != "1":
            return self.refuse(NOT_CONFIRMED)
        remove_list(self.owner, each.list_id)
        words = _("The list was removed: ${list}")
        self.flash(Message(words, mapping={"list": title_of(each)}))
        return self.redirect(self.url)
