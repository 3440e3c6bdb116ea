"""The page after a registration: the user ID of the new patron (R85)."""

from ndl.registration import _
from ndl.registration.browser.forms.page import PortalPage
from ndl.registration.browser.register.linked import LinkedFlow
from ndl.registration.patrons.record import PatronClass
from ndl.registration.review.duration import told_days
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile


class RegisterDone(LinkedFlow, PortalPage):
    """The page `register-done`: the user ID of the new patron."""

    index = ViewPageTemplateFile("done.pt")

    def __call__(self) -> str:
        """Show the result of the submission; without one, redirect to the open step."""
        self.keep_private()
        if not self.open_flow():
            return self.refused_template() if self.refusal else ""
        if not self.submission.is_done:
            return self.go_to(self.next_address)
        return super().__call__()

    @property
    def title(self) -> str:
        """The title of the page."""
        return _("User registration")

    @property
    def receipt(self) -> dict[str, str]:
        """User ID and type of registration, by name."""
        return self.submission.answers.receipt

    @property
    def is_official(self) -> bool:
        """Whether an application for official registration was submitted."""
        return self.receipt["patron_class"] == PatronClass.OFFICIAL

    @property
    def days(self) -> int:
        """Business days until the decision (R142)."""
        return told_days()
