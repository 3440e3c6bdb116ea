"""The page that shows all entries before they are submitted (R82-R85, R116-R120)."""

from functools import cached_property
from ndl.registration import _
from ndl.registration.browser.forms.page import PortalPage
from ndl.registration.browser.register.flow import Flow
from ndl.registration.browser.register.linked import LinkedFlow
from ndl.registration.browser.register.own import ChangeFlow
from ndl.registration.browser.register.own import PatronFlow
from ndl.registration.browser.register.progress import CONFIRM
from ndl.registration.browser.register.progress import Progress
from ndl.registration.browser.register.summary import Section
from ndl.registration.browser.register.summary import summarize
from ndl.registration.browser.register.uploads import PictureFields
from ndl.registration.registration.steps import Aim
from ndl.registration.registration.steps import Entries
from ndl.registration.web.drafts import drop_draft_secret
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile


class ConfirmPage(Flow, PortalPage):
    """All entries, with links back to their steps. Submitting twice has one effect."""

    index = ViewPageTemplateFile("confirm.pt")
    documents_template = ViewPageTemplateFile("documents.pt")

    def __call__(self) -> str:
        """Show the entries; redirect if some are missing or all are submitted."""
        self.keep_private()
        if not self.open_flow():
            return self.refused_template() if self.refusal else ""
        if self.submission.is_done or self.submission.open_step:
            return self.go_to(self.next_address)
        return super().__call__()

    def post(self) -> str:
        """Submit the entries that were shown."""
        self.submission.submit(self.text_of("seen"), self.client)
        return self.finish()

    def finish(self) -> str:
        """Redirect to the page that follows the submission."""
        return self.go_to(self.done_address)

    @property
    def title(self) -> str:
        """The title of the page."""
        return (
            _("User registration")
            if self.refusal
            else _("Please check your information")
        )

    @property
    def progress(self) -> Progress:
        """Position of this page among the steps."""
        return Progress(self, CONFIRM)

    @cached_property
    def entries(self) -> Entries:
        """All entries of the submission."""
        return self.submission.entries()

    @property
    def is_official(self) -> bool:
        """Whether an application for official registration is submitted."""
        return self.entries.is_official

    @property
    def asks_class(self) -> bool:
        """Whether type and residence were chosen."""
        return self.submission.aim is Aim.REGISTER

    @property
    def asks_password(self) -> bool:
        """Whether the flow has a password step."""
        return self.submission.step("password") is not None

    @property
    def sections(self) -> list[Section]:
        """The entries to confirm, by section."""
        return summarize(self.submission, self.entries.declaration)

    @property
    def documents(self) -> str:
        """The kind of document and the pictures to confirm, as HTML."""
        pictures = PictureFields(
            self.request, self.submission.answers, self.submission.kind
        )
        return self.documents_template(pictures=pictures)


class RegisterConfirm(LinkedFlow, ConfirmPage):
    """The page `register-confirm`."""


class ApplyConfirm(PatronFlow, ConfirmPage):
    """The page `apply-confirm`."""

    needs_login = True
    accepted = _("Your application for official user registration has been accepted")

    def finish(self) -> str:
        """Redirect to My Account with a message."""
        drop_draft_secret(self.request)
        self.flash(self.accepted)
        return super().finish()


class ChangeConfirm(ChangeFlow, ApplyConfirm):
    """The page `apply-change-confirm`."""

    accepted = _("Your application to change your name or address has been accepted.")
