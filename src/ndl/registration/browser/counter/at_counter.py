"""Base of the pages about one patron at the counter."""

from functools import cached_property
from ndl.registration.browser.forms.request import RequestMixin
from ndl.registration.browser.layout.home import COUNTER
from ndl.registration.counter.find import get_patron
from ndl.registration.patrons.errors import UnknownPatron
from ndl.registration.patrons.patron import Patron
from plone import api
from ZPublisher.HTTPRequest import HTTPRequest


class AtCounter(RequestMixin):
    """A page about one patron, whose user ID is in the field `patron`."""

    request: HTTPRequest

    @cached_property
    def patron(self) -> Patron:
        """The patron at the counter. Raises UnknownPatron."""
        return get_patron(self.text_of("patron"))

    @property
    def is_lost(self) -> bool:
        """Whether the patron is unknown; if so, redirects to the search."""
        try:
            return self.patron is None
        except UnknownPatron as error:
            self.leave(error.message, self.counter_url, "error")
            return True

    @property
    def counter_url(self) -> str:
        """URL of the search for the next patron."""
        return f"{api.portal.get().absolute_url()}/{COUNTER}"

    @property
    def patron_url(self) -> str:
        """URL of the page about the patron."""
        return self.page_url("counter-patron")

    def page_url(self, page: str) -> str:
        """URL of a page about the patron."""
        url = api.portal.get().absolute_url()
        return f"{url}/{page}?patron={self.patron.user_id}"

    def leave(self, message: str, url: str, kind: str = "info") -> None:
        """Go to another page with a message."""
        self.flash(message, kind)
        self.request.response.redirect(url)

    def hide_columns(self) -> None:
        """Switch off Plone's side columns."""
        self.request.set("disable_plone.leftcolumn", True)
        self.request.set("disable_plone.rightcolumn", True)
