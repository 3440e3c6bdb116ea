"""Titles of the desk and its applications on Plone's own pages, in their language."""

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
    """The title of the application with this number, if the desk has it."""
    entry = get_index().get(number)
    if entry is None:
        return None
    return str(translate(title_words(entry.kind, entry.number), context=request))


def _titles_at_installation() -> set[str]:
    """Title of a desk that has none of its own."""
    known = getUtility(ITranslationDomain, DESK_TITLE.domain).getCatalogsInfo()
    return {translate(DESK_TITLE, target_language=name) for name in (*known, "en")}


class Heading(BrowserView):
    """The heading of Plone's own pages, as `@@title`."""

    def __call__(self) -> str:
        """A heading of the first level."""
        return f"<h1>{escape(title_of(self.context, self.request))}</h1>"


class TitledState(ContextState):
    """Plone's view of the context, which also gives the title of the window."""

    @memoize
    def object_title(self) -> str:
        """The title, for those who may see it: the method has an address."""
        if not getSecurityManager().checkPermission(View, self.context):
            return ""
        return title_of(self.context, self.request)


class ListedTitle(CatalogContentListingObject):
    """The desk or an application in the results of a search, with its title.

    The catalog has no titles of applications: words that all submissions have in
    common would be written by all of them.
    """

    def Title(self) -> str:
        """The title; what the catalog has for those that are not on the desk."""
        if self.PortalType() == DESK_TYPE:
            return title_of(get_desk(), self.request)
        return title_of_number(self.getId(), self.request) or super().Title()


class ContentTitle(RealContentListingObject):
    """The desk or an application itself, as lists and summaries show it."""

    def Title(self) -> str:
        """The title."""
        if not IBrowserLayer.providedBy(self.request):
            return str(super().Title())
        return title_of(self.getObject(), self.request)


class DeskNavigation(NavtreeStrategy):
    """The navigation portlet on pages of the desk and of applications."""

    def decoratorFactory(self, node: dict[str, Any]) -> dict[str, Any]:
        """An entry, with its title."""
        entry, brain = super().decoratorFactory(node), node["item"]
        request = getRequest()
        if brain.portal_type in _TYPES and IBrowserLayer.providedBy(request):
            entry["Title"] = ListedTitle(brain).Title()
        return entry


class FullView(BrowserView):
    """The desk or an application in the full view of a collection."""

    @property
    def title(self) -> str:
        """The title."""
        return title_of(self.context, self.request)


@implementer(IContentListingObject)
@adapter(AbstractCatalogBrain)
def listed(brain: AbstractCatalogBrain) -> Any:
    """A result of a search in lists; others than those of the desk as without us.

    It stands for the class of results, which comes before their interface: what
    another add-on registers for that stays in force.
    """
    is_ours = getattr(aq_base(brain), "portal_type", None) in _TYPES
    if is_ours and IBrowserLayer.providedBy(getRequest()):
        return ListedTitle(brain)
    return _stock(brain)


def _stock(brain: AbstractCatalogBrain) -> Any:
    find = getSiteManager().adapters.lookup
    return find((ICatalogBrain,), IContentListingObject)(brain)
