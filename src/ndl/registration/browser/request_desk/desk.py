"""The queue of requests: the page `request-desk`."""

from collections.abc import Mapping
from functools import cached_property
from ndl.registration import _
from ndl.registration.browser.desk.choices import Choice
from ndl.registration.browser.desk.choices import Question
from ndl.registration.browser.desk.choices import question_of
from ndl.registration.browser.desk.page import QueuePage
from ndl.registration.browser.forms.request import text_of
from ndl.registration.browser.request_desk.row import item_url
from ndl.registration.browser.request_desk.row import Row
from ndl.registration.browser.request_desk.row import row_of
from ndl.registration.library.requests.errors import UnknownRequest
from ndl.registration.library.requests.handle import find_request
from ndl.registration.library.requests.queue import count_requests
from ndl.registration.library.requests.queue import COUNTED
from ndl.registration.library.requests.queue import FILTER_NAMES
from ndl.registration.library.requests.queue import Filters
from ndl.registration.library.requests.queue import find_page
from ndl.registration.library.requests.queue import is_place
from ndl.registration.library.requests.queue import note_listed
from ndl.registration.library.requests.queue import Page
from ndl.registration.library.requests.queue import parse_filters
from ndl.registration.library.requests.words import STATES_FOR_STAFF
from ndl.registration.library.services import SERVICE_TABLE
from urllib.parse import urlencode
from ZPublisher.HTTPRequest import HTTPRequest


NOTHING = _("There is neither a request of this number nor a patron of this user ID.")


class RequestDesk(QueuePage):
    """The queue. Filters and search are in the URL: numbers and user IDs, no names."""

    title = _("Requests of patrons")
    paging_words = (_("Previous requests"), _("Next requests"))
    unfiltered = _("Show all that is to be done")

    def get(self) -> str:
        """Show the list and record it, or redirect to the result of a search."""
        if self.typed:
            found = self._find()
            if found:
                return self.redirect(found)
            self.add_field_error("find", NOTHING)
        note_listed(self.page.requests)
        return self.index()

    @property
    def typed(self) -> str:
        """The request number or user ID to search for."""
        return self.text_of("find").strip()

    @cached_property
    def filters(self) -> Filters:
        """The filters of the list; values that are not understood are ignored."""
        return parse_filters(self.asked)[0]

    @cached_property
    def asked(self) -> Mapping[str, str]:
        """The filters of the URL as texts, without values not understood."""
        return asked_in(self.request)

    @cached_property
    def page(self) -> Page:
        """The part of the list that is shown."""
        return find_page(self.filters, self._place("after"), self._place("before"))

    @property
    def rows(self) -> list[Row]:
        """The requests as rows of the list."""
        return [row_of(request) for request in self.page.requests]

    @property
    def previous_url(self) -> str:
        """URL of the previous page of the list, or empty."""
        return self.link(before=self.page.first) if self.page.has_before else ""

    @property
    def next_url(self) -> str:
        """URL of the next page of the list, or empty."""
        return self.link(after=self.page.last) if self.page.has_after else ""

    @property
    def export_url(self) -> str:
        """URL of the list as a file."""
        query = f"?{urlencode(self.asked)}" if self.asked else ""
        return f"{self.context.absolute_url()}/request-export{query}"

    @property
    def tabs(self) -> list[Choice]:
        """The states; open ones have the number of their requests."""
        kept = {n: self.asked[n] for n in ("service",) if n in self.asked}
        counts = count_requests(self.filters.service)
        tabs = [(_("To do"), kept, _up_to(sum(counts.values())))]
        tabs += [
            (title, kept | {"state": state}, _up_to(counts.get(state, 0)))
            for state, title in STATES_FOR_STAFF.items()
        ]
        return [
            Choice(title, self.address(query), query == self.asked, count)
            for title, query, count in tabs
        ]

    @property
    def questions(self) -> list[Question]:
        """The filters to choose from."""
        services = [(row.name, row.title) for row in SERVICE_TABLE.rows().values()]
        patron = self.asked.get("patron", "")
        return [
            question_of(self.asked, "service", _("Service"), services),
            Question("day", _("In its state since"), value=self.asked.get("day", "")),
            Question("patron", _("User ID"), value=patron, kind="text"),
        ]

    def _find(self) -> str:
        try:
            return item_url(find_request(self.typed).request_id)
        except UnknownRequest:
            query = {"patron": self.typed}
            is_known = not parse_filters(query)[1]
            return self.address(query) if is_known else ""

    def _place(self, name: str) -> str:
        given = self.text_of(name)
        return given if is_place(given) else ""


def asked_in(request: HTTPRequest) -> dict[str, str]:
    """The filters of a URL, without values that are not understood."""
    given = {name: text_of(request, name) for name in FILTER_NAMES}
    _filters, faulty = parse_filters(given)
    return {n: text for n, text in given.items() if text and n not in faulty}


def _up_to(count: int) -> str:
    """A count as text; empty for 0, "n+" if the counting stopped at COUNTED."""
    if not count:
        return ""
    return f"{COUNTED - 1}+" if count >= COUNTED else str(count)
