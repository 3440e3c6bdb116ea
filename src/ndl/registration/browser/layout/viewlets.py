"""The library's name and logo on pages of the add-on in Plone's own frame."""

from ndl.registration.browser.layout.logo import Logo
from ndl.registration.browser.layout.logo import site_logo
from ndl.registration.browser.page import page_language
from ndl.registration.settings import library_in
from plone.app.layout.viewlets.common import ViewletBase


class LibraryViewlet(ViewletBase):
    """The library in the language of the page."""

    @property
    def name(self) -> str:
        """The name of the library."""
        return library_in(page_language()).name

    @property
    def logo(self) -> Logo | None:
        """The logo of the site, if it has one of its own."""
        return site_logo()
