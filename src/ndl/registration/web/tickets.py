"""Where the session ticket of a request stands: in a header or in the cookie."""

from ndl.registration.text import LONGEST
from ndl.registration.text import within
from ndl.registration.web.cookies import read_cookie
from ndl.registration.web.cookies import SESSION
from ndl.registration.web.origin import is_sent_from_here
from plone.rest.interfaces import IAPIRequest
from ZPublisher.HTTPRequest import HTTPRequest


_SAFE = ("GET", "HEAD", "OPTIONS")


def bearer_ticket(request: HTTPRequest) -> str:
    """The token of an `Authorization: Bearer` header, or empty."""
    scheme, _space, token = (request._auth or "").partition(" ")
    return within(token.strip(), LONGEST) if scheme.lower() == "bearer" else ""


def ticket_of(request: HTTPRequest) -> str:
    """The ticket a request speaks by; a header counts before the cookie.

    Services ask for no token of plone.protect, and a form of another site can
    send what they take for JSON. So a change over REST is made in the name of
    a cookie only if the browser says that a page of ours has asked for it.
    """
    ticket = bearer_ticket(request)
    if ticket or _can_be_forged(request):
        return ticket
    return read_cookie(request, SESSION)


def _can_be_forged(request: HTTPRequest) -> bool:
    is_change = request.get("REQUEST_METHOD") not in _SAFE
    is_service = IAPIRequest.providedBy(request)
    return is_service and is_change and not is_sent_from_here(request)
