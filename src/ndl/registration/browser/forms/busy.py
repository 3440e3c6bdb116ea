"""The page for a request that met others at the same record too often.

Zope repeats such a request some times and gives up then. Nothing was stored and
nothing shall be lost: the page holds what was sent, to be sent once more.
"""

from collections.abc import Iterator
from ndl.registration import _
from ndl.registration.browser.forms.request import is_posted
from ndl.registration.browser.forms.request import keep_private
from ndl.registration.browser.interfaces import IPortalPage
from plone import api
from Products.Five.browser import BrowserView
from zope.interface import implementer
from ZPublisher.HTTPRequest import FileUpload


_SECONDS = 2
# Sent back to nobody.
_SECRET = "password"
_CONFIRMING = ("confirm", "submit")


@implementer(IPortalPage)
class BusyPage(BrowserView):
    """Shown instead of a conflict."""

    title = _("Please send your entries once more")
    has_problems = True
    # A choice of language could not show this page again.
    start_page = None

    def __call__(self) -> str:
        """Show the posted values again, with a message that the portal was busy."""
        self.context = api.portal.get()
        keep_private(self.request)
        # Locked, as plone.transformchain would make it that of the exception.
        self.request.response.setStatus(503, "Busy", lock=1)
        self.request.response.setHeader("Retry-After", str(_SECONDS))
        return self.index()

    @property
    def address(self) -> str:
        """URL to which the entries were sent."""
        return self.request["URL"]

    @property
    def can_send_again(self) -> bool:
        """Whether the page may hold all that was sent."""
        return is_posted(self.request) and not any(
            map(self._is_kept_out, self.request.form.items())
        )

    @property
    def label(self) -> str:
        """Label of the button: that of the button pressed before."""
        is_last = any(name in self.request.form for name in _CONFIRMING)
        return _("Confirm") if is_last else _("Send again")

    @property
    def entries(self) -> Iterator[tuple[str, str]]:
        """The names and values that were sent."""
        for name, value in self.request.form.items():
            values = value if isinstance(value, list | tuple) else [value]
            suffix = ":list" if values is value else ""
            yield from ((name + suffix, one) for one in values if isinstance(one, str))

    def _is_kept_out(self, entry: tuple[str, object]) -> bool:
        name, value = entry
        return _SECRET in name or isinstance(value, FileUpload)
