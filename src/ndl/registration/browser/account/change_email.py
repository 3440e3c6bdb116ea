"""The page `change-email`: mails a confirmation link to a new address (R3)."""

from functools import cached_property
from ndl.registration import _
from ndl.registration.account.change_email import ask_for_email
from ndl.registration.account.change_email import withdraw_email
from ndl.registration.account.email_link import pending_email
from ndl.registration.account.email_link import PendingEmail
from ndl.registration.account.schema import INewEmail
from ndl.registration.browser.dates import show_moment
from ndl.registration.browser.forms.form import PortalForm
from ndl.registration.browser.person import PatronMixin
from ndl.registration.dates import hours_of
from ndl.registration.errors import Code
from ndl.registration.settings import settings
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from z3c.form import button
from z3c.form.action import Action


class ChangeEmail(PatronMixin, PortalForm):
    """The form for a new address; a pending change is shown above it."""

    label = _("Change email address")
    schema = INewEmail
    template = ViewPageTemplateFile("change_email.pt")
    needs_fresh_code = True
    harmless_buttons = ("withdraw",)
    error_fields = {
        Code.EMAIL_INVALID: "email",
        Code.EMAIL_NOT_ASCII: "email",
        Code.EMAIL_SAME: "email",
        Code.EMAIL_TAKEN: "email",
        Code.PASSWORD_WRONG: "present",
    }

    @cached_property
    def pending(self) -> PendingEmail | None:
        """The change whose link is not used yet; None if there is none."""
        return pending_email(self.patron)

    @property
    def pending_until(self) -> str:
        """Expiry of that link as text; empty if there is none."""
        return show_moment(self.pending.until) if self.pending else ""

    @property
    def hours(self) -> int:
        """Lifetime of a new link in hours."""
        return hours_of(settings().email_change_lifetime)

    def updateWidgets(self, prefix: str | None = None) -> None:
        """Prepare the inputs; the password is never sent back."""
        super().updateWidgets(prefix)
        self.hide_password(self.widgets["present"])
        self.widgets["present"].attributes["autocomplete"] = "current-password"

    @button.buttonAndHandler(_("Send the link"), name="send")
    def send(self, action: Action) -> None:
        """Mail the link, or show the errors."""
        data = self.values()
        if data is None:
            return
        ask_for_email(self.patron, data["email"], data["present"], self.client)
        self._leave(_("A link to confirm the change has been sent to the new address."))

    @button.buttonAndHandler(_("Withdraw this request"), name="withdraw")
    def withdraw(self, action: Action) -> None:
        """Invalidate the mailed link."""
        withdraw_email(self.patron)
        self._leave(_("The link can no longer be used. Nothing has been changed."))

    def _leave(self, message: str) -> None:
        self.flash(message)
        url = f"{self.context.absolute_url()}/{self.__name__}"
        self.request.response.redirect(url)
