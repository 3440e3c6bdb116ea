"""The page `my-list-entry`: tags and a note on a record of a list."""

from functools import cached_property
from ndl.registration import _
from ndl.registration.browser.library.records import show_record
from ndl.registration.browser.my_list.page import MyListPage
from ndl.registration.errors import DomainError
from ndl.registration.library.my_list.entries import find_entry
from ndl.registration.library.my_list.entries import mark_entry
from ndl.registration.library.my_list.entries import split_tags
from ndl.registration.library.my_list.lists import find_list
from ndl.registration.library.my_list.store import ListEntry
from ndl.registration.library.my_list.store import PatronList
from typing import Any
from zExceptions import NotFound


class MyListEntry(MyListPage):
    """The form for tags and note of a record."""

    title = _("Tags and note")

    @cached_property
    def place(self) -> tuple[PatronList, ListEntry]:
        """The list and the entry in the URL. Raises NotFound."""
        try:
            each = find_list(self.owner, self.list_id)
            return each, find_entry(each, self.text_of("entry"))
        except DomainError as error:
            raise NotFound("my-list-entry") from error

    @property
    def entry(self) -> ListEntry:
        """The entry of the list."""
        return self.place[1]

    @property
    def shown(self) -> dict[str, Any]:
        """The record as shown."""
        return show_record(self.entry.record)

    @property
    def back(self) -> str:
        """URL of the list."""
        return self.list_url(self.place[0])

    @property
    def tags(self) -> str:
        """The tags, separated by commas: as typed, or as stored."""
        if self.is_posted:
            return self.text_of("tags")
        return ", ".join(self.entry.tags)

    @property
    def note(self) -> str:
        """The note: as typed, or as stored."""
        return self.text_of("note") if self.is_posted else self.entry.note

    def post(self) -> str:
        """Save tags and note."""
        each, entry = self.place
        tags = split_tags(self.text_of("tags"))
        mark_entry(each, entry.entry_id, tags, self.text_of("note"))
        self.flash(_("The changes have been saved."))
        return self.redirect(self.back)
