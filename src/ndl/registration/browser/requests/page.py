"""Base of the patrons' pages about requests."""

from collections.abc import Iterable
from functools import cached_property
from ndl.registration.browser.forms.request import WIDGETS
from ndl.registration.browser.forms.unsent import UnsentMixin
from ndl.registration.browser.library.page import LibraryPage
from ndl.registration.config import PERMISSION_MY_ACCOUNT
from ndl.registration.library.entitlements import Condition
from ndl.registration.library.requests.errors import UnknownRequest
from ndl.registration.library.requests.mine import find_own
from ndl.registration.library.requests.request import PatronRequest
from ndl.registration.library.words import explain
from urllib.parse import urlencode


class RequestPage(LibraryPage):
    """A page for the logged-in patron."""

    @property
    def number(self) -> str:
        """The request number in the URL or the form."""
        return self.text_of("request")

    def own_request(self) -> PatronRequest:
        """The patron's request of that number. Raises UnknownRequest."""
        return find_own(self.owner, self.number)

    def request_url(self, request_id: str, page: str = "my-request") -> str:
        """URL of a page about a request."""
        query = urlencode({"request": request_id})
        return f"{self.context.absolute_url()}/{page}?{query}"


class FormPage(UnsentMixin, RequestPage):
    """A page that contains a form."""

    permission = PERMISSION_MY_ACCOUNT
    unsent_fields = (WIDGETS, "record", "entry", "request")

    @property
    def unsent_place(self) -> str:
        """The form, of a service or a request."""
        return self.unsent_url

    def explain(self, missing: Iterable[Condition]) -> list[str]:
        """The unmet conditions as texts."""
        return [explain(one, self.language) for one in missing]

    @cached_property
    def earlier(self) -> PatronRequest | None:
        """The patron's request in the URL; None if there is none with this number."""
        try:
            return self.own_request() if self.number else None
        except UnknownRequest:
            return None
