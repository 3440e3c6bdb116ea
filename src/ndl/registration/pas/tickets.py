"""Where the session ticket of a request stands: in a header or in the cookie."""

from ndl.registration.pas.cookies import read_cookie
from ndl.registration.pas.cookies import SESSION
from ZPublisher.HTTPRequest import HTTPRequest


def bearer_ticket(request: HTTPRequest) -> str:
    """The token of an `Authorization: Bearer` header, or empty."""
    scheme, _space, token = (request._auth or "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""


def ticket_of(request: HTTPRequest) -> str:
    """The ticket a request speaks by; a header counts before the cookie."""
    return bearer_ticket(request) or read_cookie(request, SESSION)
