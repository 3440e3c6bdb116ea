"""Sensitive changes in the browser: password and code were entered lately.

A page or form that sets `needs_fresh_code` asks twice. Before it is shown, the
browser goes to `login?again=1` and back. When it comes in, the code may have grown
old meanwhile: then nothing is changed, and the page is shown again with what was
typed, below a notice that leads to `fresh-code` in another tab.
"""

from ndl.registration.browser.forms.request import is_posted
from ndl.registration.browser.forms.request import keep_private
from ndl.registration.settings import settings
from ndl.registration.web.fresh import has_fresh_code
from ndl.registration.web.fresh import login_again
from Products.Five.browser import BrowserView
from ZPublisher.HTTPRequest import HTTPRequest


def require_fresh_code(request: HTTPRequest) -> str | None:
    """Send a GET without a fresh code to the login; None where there is one.

    A POST is not sent away: it would lose what was typed.
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
        """Whether password and code must have been entered lately."""
        return False

    @property
    def is_code_stale(self) -> bool:
        """Whether what was sent is refused because the code is too old."""
        is_late = self.needs_fresh_code and is_posted(self.request)
        return is_late and not has_fresh_code(self.request)

    def sends_away(self) -> bool:
        """Send the browser to the login if a code must be entered first."""
        return self.needs_fresh_code and require_fresh_code(self.request) is not None


class StaffFreshCode:
    """For pages of managers: a fresh code once staff log in with codes."""

    @property
    def needs_fresh_code(self) -> bool:
        """Whether a change needs a fresh code."""
        return bool(settings().staff_code)


class Notice(BrowserView):
    """Shown when a sensitive form was sent with a code that is too old."""

    @property
    def is_needed(self) -> bool:
        """Whether the form that was sent has been refused for that."""
        return is_posted(self.request) and not has_fresh_code(self.request)
