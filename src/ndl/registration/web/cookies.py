"""Cookies of the login, and the client that holds them."""

from ndl.registration.folding import LONGEST
from ndl.registration.folding import within
from ndl.registration.limits.client import Client
from ndl.registration.settings import settings
from ndl.registration.sites import cookie_mark
from ndl.registration.web.origin import is_sent_from_here
from plone.rest.interfaces import IAPIRequest
from urllib.parse import urlsplit
from zope.component.hooks import getSite
from ZPublisher.HTTPRequest import HTTPRequest
from ZPublisher.HTTPResponse import HTTPResponse


SESSION = "ndl_session"
ATTEMPT = "ndl_login"
BROWSER = "ndl_browser"
_OURS = (SESSION, ATTEMPT, BROWSER)
_SAFE = ("GET", "HEAD", "OPTIONS")


def read_cookie(request: HTTPRequest, name: str) -> str:
    """The cookie as sent by the browser, never from query or form."""
    return within(request.cookies.get(_full_name(name), ""), LONGEST)


def set_cookie(
    response: HTTPResponse, name: str, value: str, max_age: int | None = None
) -> None:
    """Set a cookie out of reach of scripts.

    It ends with the browser, or after `max_age` seconds.
    """
    lasting = {} if max_age is None else {"max_age": max_age}
    response.setCookie(_full_name(name), value, **_attributes(), **lasting)


def drop_cookie(response: HTTPResponse, name: str) -> None:
    """Take the cookie out of the browser."""
    response.expireCookie(_full_name(name), **_attributes())


def hands_out_cookie(response: HTTPResponse) -> bool:
    """Whether a cookie of the login goes out with the answer."""
    sent = response.cookies
    return bool(sent) and any(_full_name(name) in sent for name in _OURS)


def is_secure() -> bool:
    """Whether browsers send cookies of the portal over https only."""
    return urlsplit(settings().public_url or "").scheme == "https"


def bearer_ticket(request: HTTPRequest) -> str:
    """The token of an `Authorization: Bearer` header, or empty."""
    scheme, _space, token = (request._auth or "").partition(" ")
    return within(token.strip(), LONGEST) if scheme.lower() == "bearer" else ""


def ticket_of(request: HTTPRequest) -> str:
    """The ticket of a request, from its header or its cookie.

    Services ask for no token of plone.protect, and a form of another site can
    send what they take for JSON. So a change over REST is made in the name of
    a cookie only if the browser says that a page of this portal has asked for it.
    """
    ticket = bearer_ticket(request)
    if ticket or _can_be_forged(request):
        return ticket
    return read_cookie(request, SESSION)


def _full_name(name: str) -> str:
    mark = cookie_mark(getSite())
    marked = f"{name}_{mark}" if mark else name
    return f"__Host-{marked}" if is_secure() else marked


def _attributes() -> dict[str, object]:
    return {
        "path": "/",
        "http_only": True,
        "same_site": "Lax",
        "secure": is_secure(),
    }


def _can_be_forged(request: HTTPRequest) -> bool:
    is_change = request.get("REQUEST_METHOD") not in _SAFE
    is_service = IAPIRequest.providedBy(request)
    return is_service and is_change and not is_sent_from_here(request)


_COUNTED = "ndl.registration.counted"


def client_of(request: HTTPRequest) -> Client:
    """The browser behind the request.

    Its address is the one Zope answers to: that of X-Forwarded-For only if a
    trusted proxy has sent it (see docs/reference/limits.md).
    """
    # Zope makes a new request for a retry, but hands it the same environment.
    counted = request._orig_env.setdefault(_COUNTED, {})
    return Client(
        user_agent=(request.getHeader("User-Agent") or "")[:LONGEST],
        address=request.getClientAddr(),
        remembered=read_cookie(request, BROWSER),
        counted=counted,
    )
