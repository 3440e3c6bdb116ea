"""The library's name and logo on pages of the add-on in Plone's own frame."""

from ndl.registration.browser.interfaces import IPortalPage
from ndl.registration.browser.languages import page_language
from ndl.registration.browser.layout.logo import Logo
from ndl.registration.browser.layout.logo import site_logo
from ndl.registration.interfaces import IBrowserLayer
from ndl.registration.settings import library_in
from plone.app.layout.globals.interfaces import IBodyClassAdapter
from plone.app.layout.viewlets.common import ViewletBase
from typing import Any
from zope.component import adapter
from zope.interface import implementer
from zope.interface import Interface


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


@implementer(IBodyClassAdapter)
@adapter(Interface, IBrowserLayer)
class PageMark:
    """The class `ndl-page` of the body, for the styles of the desk and the panels."""

    def __init__(self, context: Any, request: Any) -> None:
        self.context = context
        self.request = request

    def get_classes(self, template: Any, view: Any) -> list[str]:
        """The classes of a page."""
        return ["ndl-page"] if IPortalPage.providedBy(view) else []
