"""The last press of a button: it makes the patron (R83-R85, R116-R120)."""

from ndl.registration import _
from ndl.registration.browser.forms import has_valid_token
from ndl.registration.browser.forms import keep_private
from ndl.registration.browser.forms import note_refusal
from ndl.registration.browser.forms import PAGE_TOO_OLD
from ndl.registration.browser.forms import sealed_of
from ndl.registration.browser.page import IPortalPage
from ndl.registration.browser.register.steps import LinkedStep
from ndl.registration.errors import Code
from ndl.registration.errors import DomainError
from ndl.registration.patrons.patron import PatronClass
from ndl.registration.registration.register import Registered
from ndl.registration.registration.register import submit
from ndl.registration.settings import settings
from ndl.registration.web.client import client_of
from ndl.registration.web.links import drop_link
from Products.Five.browser import BrowserView
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from zope.interface import implementer


class PageTooOld(DomainError):
    """The confirmation was not sent by our page."""

    code = Code.PAGE_TOO_OLD
    message = PAGE_TOO_OLD


class ShownOnce(DomainError):
    """The page was opened from the address bar or the history."""

    code = Code.SHOWN_ONCE
    message = _(
        "This page shows the result of a registration only once. If you have "
        "confirmed yours, your user ID has been sent to you by email."
    )


@implementer(IPortalPage)
class ConfirmPage(LinkedStep, BrowserView):
    """The page `register-confirm`; loaded again it shows the same patron."""

    title = _("User registration")

    done_template = ViewPageTemplateFile("done.pt")
    registered: Registered

    def __call__(self) -> str:
        """Make the patron and show the user ID, or say why not."""
        keep_private(self.request)
        try:
            self.registered = self._submit()
        except DomainError as error:
            self.refusal = error
            note_refusal(self.request, error)
            return self.refused_template()
        drop_link(self.request)
        return self.done_template()

    def _submit(self) -> Registered:
        if self.request.get("REQUEST_METHOD") != "POST":
            raise ShownOnce
        if not has_valid_token(self.request):
            raise PageTooOld
        return submit(
            sealed_of(self.request, "state"), self.token, client_of(self.request)
        )

    @property
    def way_out(self) -> str:
        """Who comes back here has most likely registered."""
        return "login" if isinstance(self.refusal, ShownOnce) else super().way_out

    @property
    def start_page(self) -> str | None:  # type: ignore[override]
        """No page shows the new user ID again."""
        return "register-user" if self.refusal else None

    @property
    def is_official(self) -> bool:
        """Whether an application waits for its check now."""
        return self.registered.patron_class is PatronClass.OFFICIAL

    @property
    def days(self) -> int:
        """How many business days the check takes (R142)."""
        return settings().review_days
