"""The change of the own password: Plone's rules for staff, others for patrons."""

from copy import copy
from ndl.registration import _
from ndl.registration.browser.fresh import require_fresh_code
from ndl.registration.browser.layout.home import home_of
from ndl.registration.browser.register.steps import StepForm
from ndl.registration.patrons.directory import get_directory
from ndl.registration.patrons.errors import PasswordsDiffer
from ndl.registration.patrons.passwords import password_problems
from ndl.registration.patrons.passwords import policy_message
from ndl.registration.patrons.patron import Patron
from ndl.registration.web.fresh import current_needs_code
from plone import api
from plone.app.users.browser.passwordpanel import PasswordPanel
from plone.app.users.utils import notifyWidgetActionExecutionError
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import Any
from z3c.form.action import Action
from zope.i18n import translate


AUTOCOMPLETE = {
    "current_password": "current-password",
    "new_password": "new-password",
    "new_password_ctl": "new-password",
}


class ChangePassword(StepForm, PasswordPanel):
    """The page `change-password`, for users who have entered a code lately."""

    label = _("Change password")
    template = ViewPageTemplateFile("password.pt")
    strength_target = "form-widgets-new_password"
    is_accepted = False

    def update(self) -> None:
        """Ask for a fresh code before the form is filled in, not after."""
        refused = require_fresh_code(self.request) if current_needs_code() else None
        if refused is None:
            super().update()
        if self.is_accepted:
            home = home_of(api.user.get_current().getId())
            self.request.response.redirect(home)

    def updateFields(self) -> None:
        """Tell patrons the policy that holds for them."""
        super().updateFields()
        if self._patron is not None:
            # The field belongs to all requests; Plone changes it all the same.
            new = self.fields["new_password"]
            new.field = copy(new.field)
            new.field.description = policy_message()

    def updateWidgets(self, prefix: str | None = None) -> None:
        """Prepare the inputs; no password is sent back."""
        super().updateWidgets(prefix)
        for name, purpose in AUTOCOMPLETE.items():
            self.hide_password(self.widgets[name])
            self.widgets[name].attributes["autocomplete"] = purpose

    def validate_password(self, action: Action, data: dict[str, Any]) -> None:
        """Check what was entered; of a patron by the patrons' policy alone."""
        patron = self._patron
        if patron is None:
            super().validate_password(action, data)
        else:
            self._validate_of_patron(action, data, patron)
        self.is_accepted = not action.form.widgets.errors

    def _validate_of_patron(
        self, action: Action, data: dict[str, Any], patron: Patron
    ) -> None:
        new, again = data.get("new_password"), data.get("new_password_ctl")
        # Plone's own check, with a password that no policy is asked about.
        super().validate_password(action, {**data, "new_password": None})
        for problem in password_problems(new, patron.password_context()) if new else ():
            self._refuse(action, "new_password", problem)
        if new and again and new != again:
            self._refuse(action, "new_password_ctl", PasswordsDiffer.message)

    def _refuse(self, action: Action, field: str, message: str) -> None:
        text = translate(message, context=self.request)
        notifyWidgetActionExecutionError(action, field, text)

    @property
    def login(self) -> str:
        """What the user logs in with, for password managers."""
        return api.user.get_current().getUserName()

    @property
    def is_patron(self) -> bool:
        """Whether the policy of the library holds."""
        return self._patron is not None

    @property
    def _patron(self) -> Patron | None:
        return get_directory().get(api.user.get_current().getId())
