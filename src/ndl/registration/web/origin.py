"""Origin of a request: a page of this site, or of another site."""

from plone.protect.authenticator import check
from urllib.parse import urlsplit
from zExceptions import Forbidden
from ZPublisher.HTTPRequest import HTTPRequest


_OWN = "same-origin"
# Sent by browsers when no page caused the request, as for a typed address.
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
    """Whether the browser confirms that a page of this origin has sent the request."""
    site = request.getHeader("Sec-Fetch-Site")
    if site:
        return site == _OWN
    return request.getHeader("Origin") == request["SERVER_URL"]


def is_sent_from_elsewhere(request: HTTPRequest) -> bool:
    """Whether the browser reports that a page of another origin has sent the request.

    Old browsers report nothing. For pages without a referrer, such as those with a
    token in their address, they send "null" as the origin.
    """
    site = request.getHeader("Sec-Fetch-Site")
    if site:
        return site not in (_OWN, _NOBODY)
    host = urlsplit(request.getHeader("Origin") or "").netloc
    return bool(host) and host != urlsplit(request["SERVER_URL"]).netloc
