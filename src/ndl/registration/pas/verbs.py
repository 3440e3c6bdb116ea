"""HTTP methods outside of pages and REST, such as those of WebDAV."""

from AccessControl import getSecurityManager
from ndl.registration.interfaces import IBrowserLayer
from ndl.registration.pas.guard import is_installed
from ndl.registration.patrons.directory import get_directory
from plone.rest.interfaces import IAPIRequest
from Products.CMFCore.interfaces import ISiteRoot
from Products.Five.browser import BrowserView
from zExceptions import MethodNotAllowed
from zope.component import adapter
from zope.component.hooks import getSite
from zope.interface import alsoProvides
from zope.interface import Interface
from zope.traversing.interfaces import IBeforeTraverseEvent
from ZPublisher.HTTPRequest import HTTPRequest
from ZPublisher.interfaces import IPubAfterTraversal


_PAGES = frozenset({"GET", "HEAD", "POST"})
_PERMISSION = "WebDAV access"
_REST = "++api++"


class IVerbRequest(Interface):
    """Marks requests by other methods than those of pages and REST."""


class VerbRefused(MethodNotAllowed):
    """The method of the request is closed for its sender."""


@adapter(ISiteRoot, IBeforeTraverseEvent)
def mark_verb(site: ISiteRoot, event: IBeforeTraverseEvent) -> None:
    """Tell such requests apart, before anything below the site is looked for."""
    request = event.request
    if _is_of_pages_or_rest(request) or not is_installed():
        return
    if _REST not in request["TraversalRequestNameStack"]:
        alsoProvides(request, IVerbRequest)


class VerbErrorPage(BrowserView):
    """An empty answer; the pages of the site would fail on such a target."""

    def __call__(self) -> str:
        """Answer without a body, and without a traceback for what anybody can ask."""
        request, error = self.request, self.context
        is_on_the_way = request.other.get("PUBLISHED") is None
        if is_on_the_way and isinstance(error, AttributeError):
            # Zope's word for: what is there, if anything, has no such method.
            request.response.setStatus(405, lock=True)
        if is_on_the_way or isinstance(error, VerbRefused):
            # The error log is looked for from what is published: none is found.
            request.set("PUBLISHED", error)
        return ""


@adapter(IPubAfterTraversal)
def close_webdav(event: IPubAfterTraversal) -> None:
    """Keep WebDAV for staff.

    Its methods write also where they only read, OPTIONS included, and Zope takes
    any other method for the name of something to publish.
    """
    request = event.request
    if _is_of_pages_or_rest(request) or not IBrowserLayer.providedBy(request):
        return
    manager = getSecurityManager()
    is_patron = manager.getUser().getId() in get_directory()
    if is_patron or not manager.checkPermission(_PERMISSION, getSite()):
        # Zope knows the status of its own exceptions only.
        request.response.setStatus(405, lock=True)
        raise VerbRefused(request["REQUEST_METHOD"])


def _is_of_pages_or_rest(request: HTTPRequest) -> bool:
    return request["REQUEST_METHOD"] in _PAGES or IAPIRequest.providedBy(request)
