"""Pages about the patron who stands at the counter."""

from functools import cached_property
from ndl.registration.browser.forms.request import RequestMixin
from ndl.registration.browser.layout.home import COUNTER
from ndl.registration.counter.find import get_patron
from ndl.registration.patrons.errors import UnknownPatron
from ndl.registration.patrons.patron import Patron
from plone import api
from ZPublisher.HTTPRequest import HTTPRequest


class AtCounter(RequestMixin):
    """A page about one patron, who is named in the field `patron`."""

    request: HTTPRequest

    @cached_property
    def patron(self) -> Patron:
        """The patron at the counter. Raises UnknownPatron."""
        return get_patron(self.text_of("patron"))

    @property
    def is_lost(self) -> bool:
        """Whether there is no such patron, or not any more: then to the search."""
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
        """The page of the patron."""
        return self.page_url("counter-patron")

    def page_url(self, page: str) -> str:
        """The address of a page about the patron."""
        url = api.portal.get().absolute_url()
        return f"{url}/{page}?patron={self.patron.user_id}"

    def leave(self, message: str, url: str, kind: str = "info") -> None:
        """Go to another page with a message."""
        self.flash(message, kind)
        self.request.response.redirect(url)

    def hide_columns(self) -> None:
        """Leave the columns of Plone away."""
        self.request.set("disable_plone.leftcolumn", True)
        self.request.set("disable_plone.rightcolumn", True)
