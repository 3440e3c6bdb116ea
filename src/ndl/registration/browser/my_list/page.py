"""Base of the pages of My List."""

from ndl.registration.browser.library.page import LibraryPage
from ndl.registration.browser.library.records import RecordFacts
from ndl.registration.errors import Code
from ndl.registration.library.my_list.lists import find_list
from ndl.registration.library.my_list.lists import lists_of
from ndl.registration.library.my_list.lists import title_of
from ndl.registration.library.my_list.lists import UnknownList
from ndl.registration.library.my_list.store import PatronList
from typing import Any
from urllib.parse import urlencode


class MyListPage(RecordFacts, LibraryPage):
    """A page about one of the patron's lists."""

    error_fields = {Code.MARKS_FAULTY: "note", Code.LIST_NAME_FAULTY: "name"}

    @property
    def list_id(self) -> str:
        """The ID of the list in the URL."""
        return self.text_of("list")

    @property
    def chosen(self) -> PatronList | None:
        """The chosen list or the first one; None if the patron has none.

        Raises UnknownList.
        """
        if self.list_id:
            return find_list(self.owner, self.list_id)
        return next(iter(lists_of(self.owner)), None)

    @property
    def lists(self) -> list[dict[str, Any]]:
        """All lists, to choose from."""
        chosen = self._chosen_id()
        return [
            {
                "id": each.list_id,
                "title": title_of(each),
                "count": len(each.entries),
                "url": self.list_url(each),
                "is_chosen": each.list_id == chosen,
            }
            for each in lists_of(self.owner)
        ]

    def list_url(self, each: PatronList | None, page: str = "my-list") -> str:
        """URL of a page about a list."""
        query = f"?{urlencode({'list': each.list_id})}" if each is not None else ""
        return f"{self.context.absolute_url()}/{page}{query}"

    def _chosen_id(self) -> str:
        try:
            chosen = self.chosen
        except UnknownList:
            return ""
        return chosen.list_id if chosen is not None else ""
