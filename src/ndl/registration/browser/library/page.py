"""Base of the pages of services and their terms."""

from ndl.registration.browser.forms.page import PortalPage
from ndl.registration.browser.languages import page_language
from ndl.registration.browser.login.landing import landing
from ndl.registration.browser.person import current_patron
from ndl.registration.folding import URL_LENGTH
from ndl.registration.patrons.errors import UnknownPatron
from ndl.registration.patrons.patron import Patron
from urllib.parse import urlencode


class LibraryPage(PortalPage):
    """A page that shows more to patrons than to anonymous visitors."""

    @property
    def patron(self) -> Patron | None:
        """The logged-in patron; None for other users."""
        return current_patron()

    @property
    def owner(self) -> Patron:
        """The logged-in patron. Raises UnknownPatron for other users."""
        patron = self.patron
        if patron is None:
            raise UnknownPatron
        return patron

    @property
    def language(self) -> str:
        """The language of the page."""
        return page_language()

    @property
    def came_from(self) -> str:
        """URL of the page of this site to go to afterwards, or empty."""
        return landing(self.text_of("came_from", URL_LENGTH))

    def terms_url(self, service_name: str, **query: str) -> str:
        """URL of the page with the terms of a service."""
        named = {"service": service_name, **query}
        if self.came_from:
            named["came_from"] = self.came_from
        return f"{self.context.absolute_url()}/service-terms?{urlencode(named)}"
