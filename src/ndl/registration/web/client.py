"""The client of a request, as login and registration need it."""

from ndl.registration.folding import LONGEST
from ndl.registration.limits.throttle import Client
from ndl.registration.web.cookies import BROWSER
from ndl.registration.web.cookies import read_cookie
from ZPublisher.HTTPRequest import HTTPRequest


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
