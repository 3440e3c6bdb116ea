"""HTTP methods outside of pages and REST, such as those of WebDAV."""

from AccessControl import getSecurityManager
from ndl.registration.interfaces import IBrowserLayer
from ndl.registration.patrons.directory import get_directory
from plone.rest.interfaces import IAPIRequest
from Products.Five.browser import BrowserView
from zExceptions import MethodNotAllowed
from zope.component import adapter
from zope.component.hooks import getSite
from ZPublisher.interfaces import IPubAfterTraversal


_PAGES = frozenset({"GET", "HEAD", "POST"})
_PERMISSION = "WebDAV access"


class VerbRefused(MethodNotAllowed):
    """The method of the request is closed for its sender."""


class VerbRefusedPage(BrowserView):
    """An empty answer; the pages of the site would fail on such a target."""

    def __call__(self) -> str:
        """Answer without a body."""
        return ""


@adapter(IPubAfterTraversal)
def close_webdav(event: IPubAfterTraversal) -> None:
    """Keep WebDAV for staff.

    Its methods write also where they only read, OPTIONS included, and Zope takes
    any other method for the name of something to publish.
    """
    request = event.request
    if request["REQUEST_METHOD"] in _PAGES or IAPIRequest.providedBy(request):
        return
    if not IBrowserLayer.providedBy(request):
        return
    manager = getSecurityManager()
    is_patron = manager.getUser().getId() in get_directory()
    if is_patron or not manager.checkPermission(_PERMISSION, getSite()):
        # Zope knows the status of its own exceptions only.
        request.response.setStatus(405, lock=True)
        raise VerbRefused(request["REQUEST_METHOD"])
