"""The flow of a new registration, opened by a mailed link (R57-R66)."""

from ndl.registration import _
from ndl.registration.browser.register.flow import Flow
from ndl.registration.declaration.schema import CLASSES
from ndl.registration.errors import DomainError
from ndl.registration.patrons.email import EmailTaken
from ndl.registration.registration.confirmation import LINK_PAGE
from ndl.registration.registration.new_patron import open_registration
from ndl.registration.registration.steps import CLASS
from ndl.registration.web.links import HANDLE
from ndl.registration.web.links import keep_link
from ndl.registration.web.links import leave_token
from ndl.registration.web.links import link_handle
from ndl.registration.web.links import link_token
from ndl.registration.web.links import require_link
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from urllib.parse import urlencode
from zope.component.hooks import getSite


class LinkedFlow(Flow):
    """A new registration, in a browser that holds the mailed link."""

    refused_template = ViewPageTemplateFile("refused.pt")
    steps_page = "register-form"
    picture_page = "register-picture"

    @property
    def token(self) -> str:
        """The token of the link."""
        return link_token(self.request)

    def open_flow(self) -> bool:
        """Open the registration of the link; False after a refusal or a redirect."""
        try:
            require_link(self.request)
            self.submission = open_registration(self.token)
        except DomainError as error:
            self.refusal = error
            return False
        keep_link(self.request)
        if not leave_token(self.request):
            return True
        is_link = self.request["URL"].endswith(f"/{LINK_PAGE}")
        if is_link and not self.submission.answers.is_empty:
            # On another device, or later on the same, continue at the first open step.
            self.go_to(self.next_address)
        return False

    def step_address(self, name: str) -> str:
        """The URL of a step; the first one has the URL of the mailed link."""
        return self.address(LINK_PAGE) if name == CLASS else super().step_address(name)

    def address(self, page: str) -> str:
        """The URL of another page for the same link."""
        return f"{getSite().absolute_url()}/{page}?{urlencode(self.carried)}"

    @property
    def confirm_address(self) -> str:
        """The URL of the page with all entries."""
        return self.address("register-confirm")

    @property
    def done_address(self) -> str:
        """The URL of the page with the user ID."""
        return self.address("register-done")

    @property
    def hidden(self) -> dict[str, str]:
        """The token of the link, as a hidden field."""
        return {"token": self.token}

    @property
    def carried(self) -> dict[str, str]:
        """URL parameters that name the link."""
        return {HANDLE: link_handle(self.token)}

    @property
    def flow_title(self) -> str:
        """The type of registration once chosen, else a general title."""
        if self.refusal is None and self.submission.patron_class:
            return CLASSES.getTerm(self.submission.patron_class.value).title
        return _("User registration")

    @property
    def way_out(self) -> str:
        """Link offered after a refusal: "login" or "start"."""
        return "login" if isinstance(self.refusal, EmailTaken) else "start"
