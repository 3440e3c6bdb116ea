"""One request as shown to patrons and staff."""

from ndl.registration.browser.library.records import show_record
from ndl.registration.browser.requests.shown import show_history
from ndl.registration.browser.requests.shown import show_request
from ndl.registration.browser.requests.shown import show_values
from ndl.registration.browser.requests.shown import ShownEvent
from ndl.registration.browser.requests.shown import ShownRequest
from ndl.registration.library.requests.request import PatronRequest
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import Any


class ItemShown:
    """For views; `for_staff` also shows internal notes and the names of staff."""

    for_staff = False
    facts_box = ViewPageTemplateFile("facts.pt")
    history_box = ViewPageTemplateFile("history.pt")

    @property
    def item(self) -> PatronRequest:
        """The request that is shown."""
        raise NotImplementedError

    @property
    def shown(self) -> ShownRequest:
        """The summary of the request, as in lists."""
        return show_request(self.item, self.for_staff)

    @property
    def values(self) -> list[dict[str, Any]]:
        """Titles and values of the fields."""
        return show_values(self.item)

    @property
    def record(self) -> dict[str, Any] | None:
        """The record of the catalogue that was requested; None if there is none."""
        return show_record(self.item.record) if self.item.record is not None else None

    @property
    def history(self) -> list[ShownEvent]:
        """The history, newest first."""
        return show_history(self.item, self.for_staff)
