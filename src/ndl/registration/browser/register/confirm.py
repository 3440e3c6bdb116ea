"""The last press of a button: it makes the patron (R83-R85, R116-R120)."""

from ndl.registration import _
from ndl.registration.browser.forms import has_valid_token
from ndl.registration.browser.forms import keep_private
from ndl.registration.browser.forms import note_refusal
from ndl.registration.browser.forms import PAGE_TOO_OLD
from ndl.registration.browser.forms import sealed_of
from ndl.registration.browser.page import IPortalPage
from ndl.registration.browser.register.steps import LinkedStep
from ndl.registration.browser.register.summary import Section
from ndl.registration.browser.register.summary import summarize
from ndl.registration.browser.register.uploads import PictureFields
from ndl.registration.errors import Code
from ndl.registration.errors import DomainError
from ndl.registration.patrons.patron import PatronClass
from ndl.registration.registration.register import Prepared
from ndl.registration.registration.register import read_prepared
from ndl.registration.registration.register import recall
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
    """The page `register-confirm`: what was entered, and the patron made of it.

    Sent again, it shows the same patron.
    """

    done_template = ViewPageTemplateFile("done.pt")
    confirm_template = ViewPageTemplateFile("confirm.pt")
    documents_template = ViewPageTemplateFile("documents.pt")
    registered: Registered
    prepared: Prepared | None = None
    pictures: PictureFields
    state = ""

    def __call__(self) -> str:
        """Make the patron and show the user ID, or say why not."""
        keep_private(self.request)
        if self.request.get("REQUEST_METHOD") != "POST":
            return self._show()
        try:
            self.registered = self._submit()
        except DomainError as error:
            self.refusal = error
            note_refusal(self.request, error)
            return self.refused_template()
        drop_link(self.request)
        return self.done_template()

    def _show(self) -> str:
        try:
            prepared = self._read()
        except DomainError as error:
            self.refusal = error
            return self.refused_template()
        secret = self.started.secret
        self.pictures = PictureFields(self.request, secret, secret)
        self.pictures.kind = prepared.kind
        self.prepared = prepared
        return self.confirm_template()

    def _read(self) -> Prepared:
        if not self.open():
            raise ShownOnce
        self.state = recall(self.started).get("state", "")
        return read_prepared(self.state, self.started)

    @property
    def title(self) -> str:
        """The title of the page."""
        if self.prepared and not self.refusal:
            return _("Please check your information")
        return _("User registration")

    @property
    def patron_class(self) -> PatronClass:
        """The type of registration that was chosen."""
        if self.prepared:
            return self.prepared.patron_class
        return self.registered.patron_class

    @property
    def sections(self) -> list[Section]:
        """What is to be confirmed."""
        if not self.prepared:
            return []
        return summarize(self.prepared.declaration, self.started.email)

    @property
    def change_link(self) -> str:
        """The address of the form, filled as it is shown here."""
        return self.link_to("register-form")

    @property
    def documents(self) -> str:
        """The document to be confirmed."""
        return self.documents_template(pictures=self.pictures)

    def _submit(self) -> Registered:
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
        """Whether an application goes with it."""
        return self.patron_class is PatronClass.OFFICIAL

    @property
    def days(self) -> int:
        """How many business days the check takes (R142)."""
        return settings().review_days
