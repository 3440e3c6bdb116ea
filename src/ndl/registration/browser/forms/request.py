"""Reading and answering the request of a page."""

from ndl.registration import _
from ndl.registration.errors import DomainError
from ndl.registration.folding import fold_lines
from ndl.registration.folding import LONGEST
from ndl.registration.folding import PAGE_LENGTH
from ndl.registration.folding import SEALED_LENGTH
from ndl.registration.folding import within
from ndl.registration.limits.client import Client
from ndl.registration.limits.throttle import TooManyRequests
from ndl.registration.patrons.errors import WeakPassword
from ndl.registration.settings.constraints import is_text
from ndl.registration.web.cookies import client_of
from ndl.registration.web.origin import is_posted_with_token
from ndl.registration.web.origin import is_sent_from_elsewhere
from plone.protect.interfaces import IDisableCSRFProtection
from Products.statusmessages.interfaces import IStatusMessage
from urllib.parse import urlencode
from zope.component.hooks import getSite
from zope.interface import alsoProvides
from ZPublisher.HTTPRequest import FileUpload
from ZPublisher.HTTPRequest import HTTPRequest


# What z3c.form puts before the names of the fields of a form.
WIDGETS = "form.widgets."
PAGE_EXPIRED = _("This page has expired. Please try again.")
LOG_IN_AGAIN = _("Log in again, then continue here. What you entered is kept.")


def is_posted(request: HTTPRequest) -> bool:
    """Whether the request is a POST."""
    return request.get("REQUEST_METHOD") == "POST"


def has_valid_token(request: HTTPRequest) -> bool:
    """Whether the request was sent by a form of this portal.

    Without a valid token, plone.protect rolls back a write behind an answer that claims
    success. All anonymous visitors have the same token, so the origin is checked as
    well: another site could log a browser in to an account of its choice.
    """
    if is_sent_from_elsewhere(request) or not is_posted_with_token(request):
        return False
    alsoProvides(request, IDisableCSRFProtection)
    return True


def keep_private(request: HTTPRequest) -> None:
    """Forbid browsers and proxies to store the answer."""
    request.response.setHeader("Cache-Control", "no-store, private")


def text_of(request: HTTPRequest, name: str, longest: int = LONGEST) -> str:
    """The text posted in a field.

    Empty for a list, a record or a text longer than `longest`.
    """
    value = request.form.get(name, "")
    return within(value, longest) if is_text(value) else ""


def sealed_of(request: HTTPRequest, name: str) -> str:
    """A posted token or sealed form."""
    return text_of(request, name, SEALED_LENGTH)


def drop_strange_values(request: HTTPRequest) -> None:
    """Remove posted values that no form of the portal sends.

    Zope converts a field called "name:json" or "name.key:record" to whatever the
    sender asks for, which widgets cannot handle.
    """
    for name, value in list(request.form.items()):
        values = value if isinstance(value, list | tuple) else [value]
        if not all(isinstance(one, str | FileUpload) for one in values):
            del request.form[name]


def flash(request: HTTPRequest, message: str, kind: str = "info") -> None:
    """Show a message on the next page."""
    IStatusMessage(request).addStatusMessage(message, type=kind)


def lead_to_login(request: HTTPRequest, url: str, is_kept: bool) -> str:
    """Redirect to the login, which leads back to `url`.

    `is_kept`: a message says that the entries are kept there.
    """
    if is_kept:
        flash(request, LOG_IN_AGAIN)
    query = urlencode({"came_from": url})
    request.response.redirect(f"{getSite().absolute_url()}/login?{query}", status=303)
    return ""


def ask_to_wait(request: HTTPRequest, seconds: int) -> None:
    """Answer 429 with Retry-After; does nothing for 0 seconds."""
    if seconds:
        request.response.setStatus(429, "Too Many Requests")
        request.response.setHeader("Retry-After", str(seconds))


def note_refusal(request: HTTPRequest, error: DomainError) -> None:
    """Set the status of a refusal: 429 for TooManyRequests."""
    if isinstance(error, TooManyRequests):
        ask_to_wait(request, error.seconds)


def messages_of(error: DomainError) -> list[str]:
    """The messages of a refusal."""
    return error.problems if isinstance(error, WeakPassword) else [error.message]


_LAST = 10**6


def batch_start(request: HTTPRequest) -> int:
    """Index of the first item of the page; invalid parameters count as 0."""
    value = request.form.get("b_start")
    text = value if isinstance(value, str) else str(value or 0)
    return min(int(text), _LAST) if text.isascii() and text.isdigit() else 0


class RequestMixin:
    """Access to request and response for pages and forms."""

    request: HTTPRequest

    @property
    def is_posted(self) -> bool:
        """Whether the request is a POST."""
        return is_posted(self.request)

    @property
    def client(self) -> Client:
        """The browser behind the request, for use cases that count attempts."""
        return client_of(self.request)

    @property
    def batch_start(self) -> int:
        """Index of the first item of the page."""
        return batch_start(self.request)

    def text_of(self, name: str, longest: int = LONGEST) -> str:
        """The text in a field or the URL; empty if longer than `longest`."""
        return text_of(self.request, name, longest)

    def lines_of(self, name: str) -> str:
        """The text of a multi-line field, with plain line ends."""
        return fold_lines(self.text_of(name, PAGE_LENGTH))

    def sealed_of(self, name: str) -> str:
        """A posted token or sealed form."""
        return sealed_of(self.request, name)

    def keep_private(self) -> None:
        """Forbid browsers and proxies to store the answer."""
        keep_private(self.request)

    def flash(self, message: str, kind: str = "info") -> None:
        """Show a message on the next page."""
        flash(self.request, message, kind)
