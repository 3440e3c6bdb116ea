"""Cookies of the login, and the client that sends them."""

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
    """Set a cookie that scripts cannot read.

    It ends with the browser session, or after `max_age` seconds.
    """
    lasting = {} if max_age is None else {"max_age": max_age}
    response.setCookie(_full_name(name), value, **_attributes(), **lasting)


def drop_cookie(response: HTTPResponse, name: str) -> None:
    """Delete the cookie from the browser."""
    response.expireCookie(_full_name(name), **_attributes())


def hands_out_cookie(response: HTTPResponse) -> bool:
    """Whether the response sets or deletes a cookie of the login."""
    sent = response.cookies
    return bool(sent) and any(_full_name(name) in sent for name in _OURS)


def is_secure() -> bool:
    """Whether the cookies are sent over https only, as the public URL demands."""
    return urlsplit(settings().public_url or "").scheme == "https"


def bearer_ticket(request: HTTPRequest) -> str:
    """The token of an `Authorization: Bearer` header, or empty."""
    scheme, _space, token = (request._auth or "").partition(" ")
    return within(token.strip(), LONGEST) if scheme.lower() == "bearer" else ""


def ticket_of(request: HTTPRequest) -> str:
    """The session ticket of a request, from its header or its cookie.

    REST services do not check the token of plone.protect, and a form on another site
    can send a body that they accept as JSON. So the cookie of a REST request that
    changes data counts only if the browser confirms that a page of this portal has sent
    it.
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
    """The client that sent the request.

    The address is determined by Zope: it is taken from X-Forwarded-For only if a
    trusted proxy has sent that header (see docs/reference/limits.md).
    """
    # Zope makes a new request for each retry, but passes the same environment.
    counted = request._orig_env.setdefault(_COUNTED, {})
    return Client(
        user_agent=(request.getHeader("User-Agent") or "")[:LONGEST],
        address=request.getClientAddr(),
        remembered=read_cookie(request, BROWSER),
        counted=counted,
    )
