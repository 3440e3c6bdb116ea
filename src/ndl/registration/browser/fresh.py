"""Sensitive changes in the browser: password and code were entered lately.

A page with a sensitive form asks twice. Before it shows the form, it sends the
browser to `login?again=1` and back:

    def __call__(self):
        return require_fresh_code(self.request) or self.answer()

When the form comes in, the code may have grown old meanwhile. Then the page
changes nothing and shows the form again with what was typed, below the notice

    <tal:notice replace="structure context/@@fresh-code-notice" />

which leads to `fresh-code` in another tab.
"""

from ndl.registration import _
from ndl.registration.browser.forms import keep_private
from ndl.registration.browser.page import IPortalPage
from ndl.registration.web.fresh import has_fresh_code
from ndl.registration.web.fresh import login_again
from Products.Five.browser import BrowserView
from zope.interface import implementer
from ZPublisher.HTTPRequest import HTTPRequest


def require_fresh_code(request: HTTPRequest) -> str | None:
    """Send a GET without a fresh code to the login; None where there is one.

    A POST is not sent away: it would lose what was typed.
    """
    if request.get("REQUEST_METHOD") == "POST" or has_fresh_code(request):
        return None
    keep_private(request)
    return request.response.redirect(login_again(request))


class Notice(BrowserView):
    """Shown when a sensitive form was sent with a code that is too old."""

    @property
    def is_needed(self) -> bool:
        """Whether the form that was sent has been refused for that."""
        is_sent = self.request.get("REQUEST_METHOD") == "POST"
        return is_sent and not has_fresh_code(self.request)


@implementer(IPortalPage)
class FreshCodePage(BrowserView):
    """The page `fresh-code`, for the other tab."""

    title = _("Your authentication code was right")

    def __call__(self) -> str:
        """Ask for password and code, then say how to go on."""
        keep_private(self.request)
        return require_fresh_code(self.request) or self.index()
