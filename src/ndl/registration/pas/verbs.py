"""HTTP methods other than those of pages and REST, such as those of WebDAV."""

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
    """Marks requests with methods other than those of pages and REST."""


class VerbRefused(MethodNotAllowed):
    """The method of the request is not available to its sender."""


@adapter(ISiteRoot, IBeforeTraverseEvent)
def mark_verb(site: ISiteRoot, event: IBeforeTraverseEvent) -> None:
    """Mark such requests before anything below the site is traversed."""
    request = event.request
    if _is_of_pages_or_rest(request) or not is_installed():
        return
    if _REST not in request["TraversalRequestNameStack"]:
        alsoProvides(request, IVerbRequest)


class VerbErrorPage(BrowserView):
    """An empty error page; the pages of the site would fail for such a request."""

    def __call__(self) -> str:
        """Answer without a body, and keep the error out of the error log."""
        request, error = self.request, self.context
        is_on_the_way = request.other.get("PUBLISHED") is None
        if is_on_the_way and isinstance(error, AttributeError):
            # Zope raises AttributeError if the object is missing or has no such method.
            request.response.setStatus(405, lock=True)
        if is_on_the_way or isinstance(error, VerbRefused):
            # Zope looks up the error log from the published object, and here finds
            # none.
            request.set("PUBLISHED", error)
        return ""


@adapter(IPubAfterTraversal)
def close_webdav(event: IPubAfterTraversal) -> None:
    """Restrict WebDAV to staff.

    Its methods write to the database even where they only read, OPTIONS included, and
    Zope treats any other method as the name of an object to publish.
    """
    request = event.request
    if _is_of_pages_or_rest(request) or not IBrowserLayer.providedBy(request):
        return
    manager = getSecurityManager()
    is_patron = manager.getUser().getId() in get_directory()
    if is_patron or not manager.checkPermission(_PERMISSION, getSite()):
        # Zope knows the status of its own exceptions only, so it is set here.
        request.response.setStatus(405, lock=True)
        raise VerbRefused(request["REQUEST_METHOD"])


def _is_of_pages_or_rest(request: HTTPRequest) -> bool:
    return request["REQUEST_METHOD"] in _PAGES or IAPIRequest.providedBy(request)
