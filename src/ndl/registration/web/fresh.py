"""Sensitive changes need a recently entered password and code (ASVS 7.5.1)."""

from AccessControl import getSecurityManager
from ndl.registration import _
from ndl.registration.login.sessions import find_session
from ndl.registration.patrons.directory import get_directory
from ndl.registration.settings import settings
from ndl.registration.staff.policy import needs_code
from ndl.registration.staff.source import is_root_user
from ndl.registration.web.cookies import ticket_of
from plone.rest.interfaces import IAPIRequest
from urllib.parse import urlencode
from zExceptions import Forbidden
from zExceptions import Redirect
from zope.component.hooks import getSite
from zope.globalrequest import getRequest
from ZPublisher.HTTPRequest import HTTPRequest


CODE_NOT_FRESH = _(
    "For your safety, this change needs your password and a new authentication code."
)


def has_fresh_code(request: HTTPRequest, age: int | None = None) -> bool:
    """Whether the sender of the request has entered a code recently.

    `age` is the greatest age of the code in seconds, by default that of the setting.
    Users of the Zope root have no code to enter and count as fresh.
    """
    session = find_session(ticket_of(request))
    user_id = getSecurityManager().getUser().getId()
    if session is None or session.user_id != user_id:
        return is_root_user()
    return session.has_code_within(settings().fresh_code if age is None else age)


def current_needs_code() -> bool:
    """Whether the current user logs in with a code."""
    user = getSecurityManager().getUser()
    return user.getId() in get_directory() or needs_code(user)


def is_published(request: HTTPRequest | None) -> bool:
    """Whether a URL was published; false for scripts, set-up and tests."""
    return request is not None and request.get("PUBLISHED") is not None


def demand_fresh_code(age: int | None = None) -> None:
    """Refuse a sensitive change without a fresh code.

    `age` as in has_fresh_code. Scripts, which have no request, are trusted. Raises
    Forbidden over REST; in a browser Redirect, to the login and back.
    """
    request = getRequest()
    if not is_published(request) or has_fresh_code(request, age):
        return
    if IAPIRequest.providedBy(request):
        raise Forbidden(CODE_NOT_FRESH)
    raise Redirect(login_again(request))


def address_of(request: HTTPRequest) -> str:
    """The URL of the page, with its query."""
    search = request.get("QUERY_STRING")
    return f"{request['URL']}?{search}" if search else request["URL"]


def login_again(request: HTTPRequest) -> str:
    """The URL for entering password and code again, with a return to this page."""
    query = urlencode({"again": "1", "came_from": address_of(request)})
    return f"{getSite().absolute_url()}/login?{query}"
