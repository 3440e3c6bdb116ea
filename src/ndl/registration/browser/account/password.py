"""Plone's form for the own password, with what holds for patrons."""

from copy import copy
from ndl.registration.browser.forms import keep_private
from ndl.registration.browser.fresh import require_fresh_code
from ndl.registration.patrons.directory import get_directory
from ndl.registration.patrons.errors import PasswordsDiffer
from ndl.registration.patrons.passwords import password_problems
from ndl.registration.patrons.passwords import policy_message
from ndl.registration.patrons.patron import Patron
from ndl.registration.web.fresh import current_needs_code
from plone import api
from plone.app.users.browser.passwordpanel import PasswordPanel
from plone.app.users.utils import notifyWidgetActionExecutionError
from typing import Any
from z3c.form.action import Action
from zope.i18n import translate


class ChangePassword(PasswordPanel):
    """The page `change-password`, for whoever has entered a code lately."""

    def __call__(self) -> str:
        """Ask for password and code before the form is filled in, not after."""
        keep_private(self.request)
        refused = require_fresh_code(self.request) if current_needs_code() else None
        return refused or super().__call__()

    def updateFields(self) -> None:
        """Tell patrons the policy that holds for them."""
        super().updateFields()
        if self._patron is not None:
            # The field belongs to all requests; Plone changes it all the same.
            new = self.fields["new_password"]
            new.field = copy(new.field)
            new.field.description = policy_message()

    def validate_password(self, action: Action, data: dict[str, Any]) -> None:
        """Check what a patron entered by the patrons' policy alone."""
        patron = self._patron
        if patron is None:
            super().validate_password(action, data)
            return
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
    def _patron(self) -> Patron | None:
        return get_directory().get(api.user.get_current().getId())
