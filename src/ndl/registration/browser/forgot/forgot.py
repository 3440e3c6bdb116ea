"""The page `forgot-password` (R131-R133, R210-R213) and what follows it."""

from ndl.registration import _
from ndl.registration.browser.forgot.base import ForgotForm
from ndl.registration.browser.forgot.base import ForgotPage
from ndl.registration.browser.forms.robots import Guarded
from ndl.registration.recovery.password import ask_for_reset
from ndl.registration.recovery.schema import IForgottenPassword
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from z3c.form import button
from z3c.form.action import Action


class ForgotPasswordForm(Guarded, ForgotForm):
    """The form for user ID and e-mail; the response does not reveal a match."""

    schema = IForgottenPassword
    label = _("Reset password")
    notes = ViewPageTemplateFile("forgot_notes.pt")

    def updateWidgets(self, prefix: str | None = None) -> None:
        """Allow browsers to fill in the user ID."""
        super().updateWidgets(prefix)
        attributes = {"autocomplete": "username", "autocapitalize": "none"}
        self.widgets["user_id"].attributes.update(attributes)

    @button.buttonAndHandler(_("Agree and Send"), name="send")
    def send(self, action: Action) -> None:
        """Have the link mailed."""
        data = self.values()
        if data is None:
            return
        ask_for_reset(data["user_id"], data["email"], self.client)
        self.go("forgot-password-sent")


class ForgotPasswordSent(ForgotPage):
    """The page `forgot-password-sent`: neutral (R134-R136)."""

    title = _("Reset password")


class UnknownAddress(ForgotPage):
    """The page `forgot-email`: what to do without a registered address (R211)."""

    title = _("If you no longer know your registered email address")
