"""HTTP headers of all responses of the portal."""

from AccessControl import getSecurityManager
from Acquisition import aq_base
from ndl.registration.browser.layout.assets import FOR_GOOD
from ndl.registration.browser.layout.assets import is_kept_for_good
from ndl.registration.interfaces import IBrowserLayer
from ndl.registration.settings import IRegistrationSettings
from ndl.registration.settings import settings
from ndl.registration.settings.texts import fits_header
from ndl.registration.web.cookies import hands_out_cookie
from ndl.registration.web.links import HANDLE
from ndl.registration.web.links import TOKEN
from plone.caching.hooks import Intercepted
from typing import Any
from zope.component import adapter
from ZPublisher.HTTPRequest import HTTPRequest
from ZPublisher.HTTPResponse import HTTPResponse
from ZPublisher.interfaces import IPubFailure
from ZPublisher.interfaces import IPubSuccess


# Plone's own pages, whose scripts need the content policy of the site.
_STOCK_FORMS = (
    "ndl.registration.browser.account.stock",
    "ndl.registration.browser.desk.contents",
    "ndl.registration.browser.staff.new_user",
)
_PRIVATE = "no-store, private"
_OWN = {
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": (
        "accelerometer=(), camera=(), display-capture=(), geolocation=(), "
        "gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=()"
    ),
}


@adapter(IPubSuccess)
def send_headers(event: IPubSuccess) -> None:
    """Add headers to an answer, after everything else has changed it."""
    if IBrowserLayer.providedBy(event.request):
        _complete(event.request, _is_ours(event.request.get("PUBLISHED")))
        _leave_out_body(event.request)


@adapter(IPubFailure)
def send_headers_of_errors(event: IPubFailure) -> None:
    """Add headers to the answer to a failed request, except before a retry.

    An answer from a cache of the site also arrives as a failure.
    """
    if event.retry or not IBrowserLayer.providedBy(event.request):
        return
    is_answer = isinstance(event.exc_info[1], Intercepted)
    published = event.request.get("PUBLISHED")
    _complete(event.request, is_ours=not is_answer or _is_ours(published))


def _complete(request: HTTPRequest, is_ours: bool) -> None:
    response = request.response
    kind = (response.getHeader("Content-Type") or "").partition(";")[0]
    _add(response, "X-Content-Type-Options", "nosniff")
    _add(response, "Referrer-Policy", _referrer(request))
    if kind == "text/html":
        _protect_page(response, is_ours)
        if is_ours:
            _tell_language(request)
    if response.getStatus() == 200 and is_kept_for_good(request):
        response.setHeader("Cache-Control", FOR_GOOD)
    is_told = kind in ("text/html", "application/json")
    # The answer may be a cacheable picture that also sets the login cookie.
    if hands_out_cookie(response) or (is_told and (is_ours or _is_personal())):
        _keep_out_of_caches(response)


def _leave_out_body(request: HTTPRequest) -> None:
    """Answer HEAD without a body, which no server in front of Zope may do."""
    body = request.response.body
    if request.get("REQUEST_METHOD") == "HEAD" and isinstance(body, bytes):
        request.response.setHeader("Content-Length", str(len(body)))
        request.response.body = b""


def _tell_language(request: HTTPRequest) -> None:
    """Name the language of the page, which may differ from that of its context."""
    language = request.other.get("LANGUAGE")

    if language:
        request.response.setHeader("Content-Language", language)


def _referrer(request: HTTPRequest) -> str:
    """The referrer policy: own pages only; none at all for a mailed link."""
    is_linked = TOKEN in request.form or HANDLE in request.form
    return "no-referrer" if is_linked else "same-origin"


def _protect_page(response: HTTPResponse, is_ours: bool) -> None:
    policy = _policy("content_security_policy" if is_ours else "site_content_policy")
    if policy:
        _add(response, "Content-Security-Policy", policy)
    for name, value in _OWN.items() if is_ours else ():
        response.setHeader(name, value)


def _policy(name: str) -> str:
    """The policy of a setting on one line; the shipped one if that fits no header.

    The registry has pages of its own, which check no more than types.
    """
    policy = " ".join((getattr(settings(), name) or "").split())
    if fits_header(policy):
        return policy
    return str(IRegistrationSettings[name].default)


def _keep_out_of_caches(response: HTTPResponse) -> None:
    if "no-store" not in (response.getHeader("Cache-Control") or ""):
        response.setHeader("Cache-Control", _PRIVATE)


def _add(response: HTTPResponse, name: str, value: str) -> None:
    """Set a header that the page itself has not set."""
    if not response.getHeader(name):
        response.setHeader(name, value)


def _is_personal() -> bool:
    """Whether the answer was made for a logged-in user."""
    return getSecurityManager().getUser().getId() is not None


def _is_ours(published: Any) -> bool:
    view = aq_base(getattr(published, "__self__", published))
    modules = (cls.__module__ for cls in type(view).__mro__)
    ours = (name for name in modules if name.startswith("ndl.registration."))
    return any(name not in _STOCK_FORMS for name in ours)
