"""The page for a request that failed by write conflicts.

Zope repeats such a request several times and then gives up, storing nothing. The page
holds the posted values so that they can be sent again.
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
# Fields with this word in their name are never sent back.
_SECRET = "password"
_CONFIRMING = ("confirm", "submit")


@implementer(IPortalPage)
class BusyPage(BrowserView):
    """Shown instead of a conflict error."""

    title = _("Please send your entries once more")
    has_problems = True
    # This page cannot be shown again in another language.
    start_page = None

    def __call__(self) -> str:
        """Show the posted values again, with a message that the portal was busy."""
        self.context = api.portal.get()
        keep_private(self.request)
        # Locked: plone.transformchain would set the status of the exception.
        self.request.response.setStatus(503, "Busy", lock=1)
        self.request.response.setHeader("Retry-After", str(_SECONDS))
        return self.index()

    @property
    def address(self) -> str:
        """URL to which the entries were posted."""
        return self.request["URL"]

    @property
    def can_send_again(self) -> bool:
        """Whether all posted values may be held by the page: no passwords, no files."""
        return is_posted(self.request) and not any(
            map(self._is_kept_out, self.request.form.items())
        )

    @property
    def label(self) -> str:
        """Label of the button, matching the one that was pressed."""
        is_last = any(name in self.request.form for name in _CONFIRMING)
        return _("Confirm") if is_last else _("Send again")

    @property
    def entries(self) -> Iterator[tuple[str, str]]:
        """Names and values of the posted fields."""
        for name, value in self.request.form.items():
            values = value if isinstance(value, list | tuple) else [value]
            suffix = ":list" if values is value else ""
            yield from ((name + suffix, one) for one in values if isinstance(one, str))

    def _is_kept_out(self, entry: tuple[str, object]) -> bool:
        name, value = entry
        return _SECRET in name or isinstance(value, FileUpload)
