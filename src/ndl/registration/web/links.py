"""Mailed links: opened with a token, then shown at an address without it.

The first request brings the token in its query. It is answered with a cookie that
keeps the token, and a redirect to the same page with only the cookie's name in the
query. Nothing is used up, so mail scanners may open the link, and it works in several
browsers. The addresses of later requests, as left in logs, histories and referrers,
open nothing without the cookie; for the first request, the token is masked in Zope's
access log (see access_log).
"""

from ndl.registration import _
from ndl.registration.errors import Code
from ndl.registration.folding import SEALED_LENGTH
from ndl.registration.folding import within
from ndl.registration.sealed import digest
from ndl.registration.sealed import LinkInvalid
from ndl.registration.settings import settings
from ndl.registration.settings.constraints import is_text
from ndl.registration.web.cookies import is_secure
from urllib.parse import parse_qsl
from urllib.parse import urlencode
from urllib.parse import urlsplit
from zope.component.hooks import getSite
from ZPublisher.HTTPRequest import HTTPRequest


TOKEN = "token"
HANDLE = "link"
_COOKIE = "ndl_link_"
_HANDLE_LENGTH = 16
_SAFE = ("GET", "HEAD")


class LinkClosed(LinkInvalid):
    """The browser does not hold the link named in the address."""

    code = Code.LINK_CLOSED
    message = _(
        "This browser no longer knows the link that this page was opened with. "
        "Please open the link in the email again. The browser must accept "
        "cookies."
    )


def link_token(request: HTTPRequest) -> str:
    """The token in the form or query, or in the cookie named there; else empty."""
    token = _text(request, TOKEN)
    if token:
        return token
    kept = request.cookies.get(_cookie_name(_text(request, HANDLE)), "")
    return kept if link_handle(kept) == _text(request, HANDLE) else ""


def require_link(request: HTTPRequest) -> None:
    """Raise LinkClosed if the query names a link that the browser does not hold."""
    if _text(request, HANDLE) and not link_token(request):
        raise LinkClosed


def link_handle(token: str) -> str:
    """Short name of a link for use in addresses; it gives no access."""
    return digest(token)[:_HANDLE_LENGTH] if token else ""


def keep_link(request: HTTPRequest) -> None:
    """Keep the token of a valid link in a cookie, renewing its lifetime."""
    token = link_token(request)
    request.response.setCookie(
        _cookie_name(link_handle(token)),
        token,
        max_age=settings().confirm_lifetime,
        **_attributes(),
    )


def drop_link(request: HTTPRequest) -> None:
    """Delete the cookie of a link that is no longer needed."""
    name = _cookie_name(link_handle(link_token(request)))
    request.response.expireCookie(name, **_attributes())


def leave_token(request: HTTPRequest) -> bool:
    """Redirect to the same page without the token, if the address contains it.

    Returns whether it redirected.
    """
    query = parse_qsl(request.get("QUERY_STRING", ""), keep_blank_values=True)
    names = {name for name, _value in query}
    if request.get("REQUEST_METHOD") not in _SAFE or TOKEN not in names:
        return False
    others = [pair for pair in query if pair[0] not in (TOKEN, HANDLE)]
    handle = link_handle(link_token(request))
    request.response.redirect(
        f"{request['URL']}?{urlencode([(HANDLE, handle), *others])}"
    )
    return True


def _text(request: HTTPRequest, name: str) -> str:
    value = request.form.get(name, "")
    return within(value, SEALED_LENGTH) if is_text(value) else ""


def _cookie_name(handle: str) -> str:
    prefix = "__Secure-" if is_secure() else ""
    return f"{prefix}{_COOKIE}{handle}"


def _attributes() -> dict[str, object]:
    return {
        "path": urlsplit(getSite().absolute_url()).path or "/",
        "http_only": True,
        "same_site": "Lax",
        "secure": is_secure(),
    }
