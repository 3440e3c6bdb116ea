"""The page `resend-user-id` (R13) and what follows it."""

from ndl.registration import _
from ndl.registration.browser.forgot.base import ForgotForm
from ndl.registration.browser.forgot.base import ForgotPage
from ndl.registration.browser.forms.robots import Guarded
from ndl.registration.browser.forms.widgets import birth_date_widget
from ndl.registration.recovery.schema import IForgottenUserId
from ndl.registration.recovery.user_id import ask_for_user_id
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from z3c.form import button
from z3c.form.action import Action


class ResendForm(Guarded, ForgotForm):
    """The form for e-mail and date of birth; the response reveals nothing."""

    schema = IForgottenUserId
    label = _("User ID Resend Request Form")
    notes = ViewPageTemplateFile("resend_notes.pt")

    def updateFields(self) -> None:
        """Ask for the date as free text."""
        super().updateFields()
        self.fields["birth_date"].widgetFactory = birth_date_widget

    @button.buttonAndHandler(_("Send"), name="send")
    def send(self, action: Action) -> None:
        """Have the user ID mailed."""
        data = self.values()
        if data is None:
            return
        ask_for_user_id(data["email"], data["birth_date"], self.client)
        self.go("resend-user-id-sent")


class ResendSent(ForgotPage):
    """The page `resend-user-id-sent`: neutral."""

    title = _("User ID Resend Request Form")
