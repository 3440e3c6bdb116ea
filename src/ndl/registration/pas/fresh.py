"""Sensitive changes: password and code must have been entered lately (ASVS 7.5.1)."""

from AccessControl import getSecurityManager
from ndl.registration import _
from ndl.registration.login.sessions import find_session
from ndl.registration.pas.staff import is_root_user
from ndl.registration.pas.tickets import ticket_of
from urllib.parse import urlencode
from zope.component.hooks import getSite
from ZPublisher.HTTPRequest import HTTPRequest


CODE_NOT_FRESH = _(
    "For your safety, this change needs your password and a new authentication code."
)


def has_fresh_code(request: HTTPRequest) -> bool:
    """Whether whoever sends the request has entered a code lately.

    Users of the Zope root have none to enter: no site can ask them.
    """
    session = find_session(ticket_of(request))
    user_id = getSecurityManager().getUser().getId()
    if session is None or session.user_id != user_id:
        return is_root_user()
    return session.is_fresh


def is_published(request: HTTPRequest | None) -> bool:
    """Whether a URL has led here; scripts, set-up and tests have none."""
    return request is not None and request.get("PUBLISHED") is not None


def login_again(request: HTTPRequest) -> str:
    """The address at which password and code are entered, then back to the page."""
    search = request.get("QUERY_STRING")
    page = f"{request['URL']}?{search}" if search else request["URL"]
    query = urlencode({"again": "1", "came_from": page})
    return f"{getSite().absolute_url()}/login?{query}"
