"""Titles of the desk and its applications on Plone's own pages, translated."""

from AccessControl import getSecurityManager
from Acquisition import aq_base
from html import escape
from ndl.registration.interfaces import IBrowserLayer
from ndl.registration.review.content import APPLICATION_TYPE
from ndl.registration.review.content import DESK_TYPE
from ndl.registration.review.content import RegistrationApplication
from ndl.registration.review.content import RegistrationDesk
from ndl.registration.review.desk import DESK_TITLE
from ndl.registration.review.desk import get_desk
from ndl.registration.review.entry import kind_of
from ndl.registration.review.index import get_index
from ndl.registration.review.numbers import title_words
from plone.app.contentlisting.catalog import CatalogContentListingObject
from plone.app.contentlisting.interfaces import IContentListingObject
from plone.app.contentlisting.realobject import RealContentListingObject
from plone.app.layout.globals.context import ContextState
from plone.app.portlets.portlets.navigation import NavtreeStrategy
from plone.memoize.view import memoize
from Products.CMFCore.permissions import View
from Products.Five import BrowserView
from Products.ZCatalog.CatalogBrains import AbstractCatalogBrain
from Products.ZCatalog.interfaces import ICatalogBrain
from typing import Any
from zope.component import adapter
from zope.component import getSiteManager
from zope.component import getUtility
from zope.globalrequest import getRequest
from zope.i18n import translate
from zope.i18n.interfaces import ITranslationDomain
from zope.interface import implementer


_TYPES = (APPLICATION_TYPE, DESK_TYPE)


def title_of(content: RegistrationDesk | RegistrationApplication, request: Any) -> str:
    """The title of the desk, or of an application, in the language of the page."""
    if content.portal_type == APPLICATION_TYPE:
        words = title_words(kind_of(content), content.getId())
        return str(translate(words, context=request))
    if content.title and content.title not in _titles_at_installation():
        return str(content.title)
    return str(translate(DESK_TITLE, context=request))


def title_of_number(number: str, request: Any) -> str | None:
    """The title of the application with this number; None if the desk has none."""
    entry = get_index().get(number)
    if entry is None:
        return None
    return str(translate(title_words(entry.kind, entry.number), context=request))


def _titles_at_installation() -> set[str]:
    """The default title of a desk, in all languages of the catalogue."""
    known = getUtility(ITranslationDomain, DESK_TITLE.domain).getCatalogsInfo()
    return {translate(DESK_TITLE, target_language=name) for name in (*known, "en")}


class Heading(BrowserView):
    """The heading of Plone's own pages: the view `@@title`."""

    def __call__(self) -> str:
        """The title as an `h1` element."""
        return f"<h1>{escape(title_of(self.context, self.request))}</h1>"


class TitledState(ContextState):
    """Plone's view of the context, which also gives the title of the browser window."""

    @memoize
    def object_title(self) -> str:
        """The title; empty without the permission View, as the method has a URL."""
        if not getSecurityManager().checkPermission(View, self.context):
            return ""
        return title_of(self.context, self.request)


class ListedTitle(CatalogContentListingObject):
    """The desk or an application in search results, with its title.

    The catalog does not hold titles of applications: every submission would write the
    same words to its indexes.
    """

    def Title(self) -> str:
        """The title; for an application that is not on the desk, the catalog's."""
        if self.PortalType() == DESK_TYPE:
            return title_of(get_desk(), self.request)
        return title_of_number(self.getId(), self.request) or super().Title()


class ContentTitle(RealContentListingObject):
    """The object of the desk or an application, as shown by lists and summaries."""

    def Title(self) -> str:
        """The title in the language of the page."""
        if not IBrowserLayer.providedBy(self.request):
            return str(super().Title())
        return title_of(self.getObject(), self.request)


class DeskNavigation(NavtreeStrategy):
    """The navigation portlet on pages of the desk and of applications."""

    def decoratorFactory(self, node: dict[str, Any]) -> dict[str, Any]:
        """An entry of the navigation, with its title."""
        entry, brain = super().decoratorFactory(node), node["item"]
        request = getRequest()
        if brain.portal_type in _TYPES and IBrowserLayer.providedBy(request):
            entry["Title"] = ListedTitle(brain).Title()
        return entry


class FullView(BrowserView):
    """The desk or an application in the full view of a collection."""

    @property
    def title(self) -> str:
        """The title in the language of the page."""
        return title_of(self.context, self.request)


@implementer(IContentListingObject)
@adapter(AbstractCatalogBrain)
def listed(brain: AbstractCatalogBrain) -> Any:
    """Adapt a search result for lists: the desk and its applications get their titles.

    Other results get the stock adapter. Registered for the class of brains, which is
    more specific than their interface: another add-on's adapter for the interface stays
    in force.
    """
    is_ours = getattr(aq_base(brain), "portal_type", None) in _TYPES
    if is_ours and IBrowserLayer.providedBy(getRequest()):
        return ListedTitle(brain)
    return _stock(brain)


def _stock(brain: AbstractCatalogBrain) -> Any:
    find = getSiteManager().adapters.lookup
    return find((ICatalogBrain,), IContentListingObject)(brain)
