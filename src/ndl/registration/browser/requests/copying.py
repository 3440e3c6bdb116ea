"""Sources of the values of a new request: a record, or an earlier request."""

from functools import cached_property
from ndl.registration import _
from ndl.registration.browser.forms.request import RequestMixin
from ndl.registration.browser.requests.page import FormPage
from ndl.registration.errors import DomainError
from ndl.registration.library.my_list.entries import entry_at
from ndl.registration.library.my_list.entries import latest_entries
from ndl.registration.library.requests.request import PatronRequest
from ndl.registration.library.requests.requestable import values_of_record
from ndl.registration.library.requests.requestable import WRITTEN
from ndl.registration.library.search.record import Record
from ndl.registration.library.search.record import unseal_record
from typing import Any


# As many as fit a select; more records are reached from My List itself.
OFFERED = 50


class Copying(RequestMixin):
    """Initial values from the source that the URL or the form names.

    A source that is expired, gone or another patron's is ignored.
    """

    page: FormPage
    request: Any
    asked: Any

    @cached_property
    def record(self) -> Record | None:
        """The record from a catalogue, My List or the earlier request; else None."""
        try:
            if self.token:
                return unseal_record(self.token)
            if self.place:
                return entry_at(self.page.owner, self.place).record
        except DomainError:
            return None
        return self.earlier.record if self.earlier is not None else None

    @property
    def earlier(self) -> PatronRequest | None:
        """The patron's own request that is placed again; None if there is none."""
        return self.page.earlier

    @property
    def token(self) -> str:
        """The token of a catalogue's record."""
        return self.sealed_of("record")

    @property
    def place(self) -> str:
        """Place of a record on My List."""
        return self.text_of("entry")

    @property
    def beginning(self) -> dict[str, Any]:
        """Initial values of the form."""
        values = dict.fromkeys(self.asked.fields)
        if self.earlier is not None:
            values |= self.earlier.values
        if self.record is not None and (self.earlier is None or self.place):
            values |= values_of_record(self.asked, self.record)
        return values

    @property
    def sources(self) -> dict[str, str]:
        """Hidden inputs that name the source of the values."""
        named = {"record": self.token, "entry": self.place, "request": self.page.number}
        return {name: text for name, text in named.items() if text}

    @property
    def offered(self) -> list[dict[str, Any]]:
        """Records of My List to fill the form from, the last added first."""
        if not WRITTEN & self.asked.fields.keys():
            return []
        return [
            {
                "value": place,
                "title": entry.record.title or entry.record.author or _("(no title)"),
                "chosen": place == self.place,
            }
            for place, entry in latest_entries(self.page.owner, OFFERED)
        ]
