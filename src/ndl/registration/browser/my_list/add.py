"""The page `my-list-add`: adds a record from a search to a list.

Its URL holds the record, so that a login in between loses nothing.
"""

from functools import cached_property
from ndl.registration import _
from ndl.registration.browser.library.records import show_record
from ndl.registration.browser.my_list.page import MyListPage
from ndl.registration.folding import URL_LENGTH
from ndl.registration.library.my_list.entries import add_record
from ndl.registration.library.my_list.lists import find_list
from ndl.registration.library.my_list.lists import first_list
from ndl.registration.library.my_list.lists import title_of
from ndl.registration.library.my_list.store import PatronList
from ndl.registration.library.search.record import Record
from ndl.registration.library.search.record import unseal_record
from ndl.registration.library.search.targets import target_title
from ndl.registration.sealed import LinkExpired
from ndl.registration.sealed import LinkInvalid
from typing import Any
from zope.i18nmessageid import Message


GONE = _("This link to a record is too old or not whole. Please search again.")
ADDED = _("Added to the list: ${list}")
KNOWN = _("The record is on this list already: ${list}")


class AddToMyList(MyListPage):
    """Shows the record and asks for the list."""

    title = _("Add to My List")

    @property
    def token(self) -> str:
        """The sealed record in the URL."""
        return self.text_of("record", URL_LENGTH)

    @cached_property
    def record(self) -> Record | None:
        """The record; None if the link is expired or invalid."""
        try:
            return unseal_record(self.token)
        except (LinkExpired, LinkInvalid):
            return None

    @property
    def shown(self) -> dict[str, Any] | None:
        """The record as shown."""
        return None if self.record is None else show_record(self.record)

    @property
    def source(self) -> str:
        """Title of the record's catalogue."""
        return "" if self.record is None else target_title(self.record.source)

    def get(self) -> str:
        """Show the page, with a message if the record cannot be read."""
        if self.record is None and not self.message:
            self.message = GONE
        return super().get()

    def post(self) -> str:
        """Add the record to the list, and redirect to the page of origin."""
        if self.record is None:
            return self.get()
        each = self._wanted()
        _entry, is_new = add_record(each, self.record)
        words = ADDED if is_new else KNOWN
        self.flash(Message(words, mapping={"list": title_of(each)}))
        return self.redirect(self.came_from or self.list_url(each))

    def _wanted(self) -> PatronList:
        owner = self.owner
        return find_list(owner, self.list_id) if self.list_id else first_list(owner)
