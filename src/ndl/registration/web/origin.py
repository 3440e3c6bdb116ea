"""Whether a request was sent by a page of this site or of another one."""

from plone.protect.authenticator import check
from urllib.parse import urlsplit
from zExceptions import Forbidden
from ZPublisher.HTTPRequest import HTTPRequest


_OWN = "same-origin"
# What browsers call a request that nobody's page has sent: a typed address.
_NOBODY = "none"


def is_posted_with_token(request: HTTPRequest) -> bool:
    """Whether the request is a POST with the token of plone.protect."""
    if request.get("REQUEST_METHOD") != "POST":
        return False
    try:
        check(request)
    except Forbidden:
        return False
    return True


def is_sent_from_here(request: HTTPRequest) -> bool:
    """Whether the browser vouches that a page of this origin has sent it."""
    site = request.getHeader("Sec-Fetch-Site")
    if site:
        return site == _OWN
    return request.getHeader("Origin") == request["SERVER_URL"]


def is_sent_from_elsewhere(request: HTTPRequest) -> bool:
    """Whether the browser says that a page of another origin has sent it.

    Old browsers say nothing. Of a page whose address is kept from others, as
    those with a token, they call the origin "null".
    """
    site = request.getHeader("Sec-Fetch-Site")
    if site:
        return site not in (_OWN, _NOBODY)
    host = urlsplit(request.getHeader("Origin") or "").netloc
    return bool(host) and host != urlsplit(request["SERVER_URL"]).netloc
