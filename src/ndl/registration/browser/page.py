"""Pages that are no content: each has a title of its own."""

from html import escape
from ndl.registration import _
from ndl.registration.config import supported_language
from ndl.registration.settings import library_in
from plone import api
from plone.app.layout.viewlets.common import TitleViewlet
from typing import Any
from zope.i18n import translate
from zope.interface import Attribute
from zope.interface import Interface
from ZPublisher.HTTPRequest import HTTPRequest


def page_language() -> str:
    """The language of the page, among those in which the library writes."""
    return supported_language(api.portal.get_current_language())


class IPortalPage(Interface):
    """A page of the portal that shows no content item."""

    title = Attribute("The title, as a message.")


def document_title(view: Any, request: HTTPRequest) -> str:
    """The title of a page in the head of the document; a refused form says so."""
    title = translate(getattr(view, "title", ""), context=request)
    if not getattr(view, "has_problems", False):
        return title
    message = _("Error: ${title}", mapping={"title": title})
    return translate(message, context=request)


class PageTitle(TitleViewlet):
    """The title in the head of the document."""

    def update(self) -> None:
        """Name the page, then the site."""
        title = escape(document_title(self.view, self.request))
        library = escape(library_in(page_language()).name)
        self.site_title = f"{title}{self.sep}{library}"
