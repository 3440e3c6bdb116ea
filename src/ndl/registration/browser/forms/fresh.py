"""Sensitive changes: password and code must have been entered recently.

A page or form with `needs_fresh_code` checks twice. Before it is shown, the browser is
sent to `login?again=1` and back. When it is posted, the code may be too old by then:
nothing is changed, and the page is shown again with the entries and a notice that opens
`fresh-code` in another tab.
"""

from ndl.registration.browser.forms.request import is_posted
from ndl.registration.browser.forms.request import keep_private
from ndl.registration.settings import settings
from ndl.registration.web.fresh import has_fresh_code
from ndl.registration.web.fresh import login_again
from Products.Five.browser import BrowserView
from ZPublisher.HTTPRequest import HTTPRequest


def send_to_fresh_code(request: HTTPRequest) -> str | None:
    """Redirect a GET without a fresh code to the login; None if no redirect is needed.

    A POST is not redirected: its entries would be lost.
    """
    if is_posted(request) or has_fresh_code(request):
        return None
    keep_private(request)
    return request.response.redirect(login_again(request))


class FreshCodeMixin:
    """Support for fresh codes in pages and forms."""

    request: HTTPRequest

    @property
    def needs_fresh_code(self) -> bool:
        """Whether password and code must have been entered recently."""
        return False

    @property
    def is_code_stale(self) -> bool:
        """Whether the POST is refused because the code is too old."""
        is_late = self.needs_fresh_code and is_posted(self.request)
        return is_late and not has_fresh_code(self.request)

    def sends_away(self) -> bool:
        """Redirect to the login if a code must be entered first; True if redirected."""
        return self.needs_fresh_code and send_to_fresh_code(self.request) is not None


class StaffFreshCode:
    """For pages of managers: needs a fresh code if staff log in with codes."""

    @property
    def needs_fresh_code(self) -> bool:
        """Whether a change needs a fresh code."""
        return bool(settings().staff_code)


class Notice(BrowserView):
    """Shown when a sensitive form was sent with a code that is too old."""

    @property
    def is_needed(self) -> bool:
        """Whether the posted form was refused for this reason."""
        return is_posted(self.request) and not has_fresh_code(self.request)
