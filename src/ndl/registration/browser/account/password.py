"""Change of a user's password: Plone's rules for staff, the library's for patrons."""

from copy import copy
from ndl.registration import _
from ndl.registration.account.change_password import change_password
from ndl.registration.browser.forms.form import PortalForm
from ndl.registration.browser.layout.home import home_of
from ndl.registration.current_user import current_user_id
from ndl.registration.errors import Code
from ndl.registration.patrons.directory import get_directory
from ndl.registration.patrons.passwords import policy_message
from ndl.registration.patrons.patron import Patron
from ndl.registration.web.fresh import current_needs_code
from plone import api
from plone.app.users.browser.passwordpanel import PasswordPanel
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from z3c.form import button
from z3c.form.action import Action


AUTOCOMPLETE = {
    "current_password": "current-password",
    "new_password": "new-password",
    "new_password_ctl": "new-password",
}


class ChangePassword(PortalForm, PasswordPanel):
    """The page `change-password`, for users who have recently entered a code."""

    label = _("Change password")
    template = ViewPageTemplateFile("password.pt")
    strength_target = "form-widgets-new_password"
    error_fields = {
        Code.PASSWORD_WRONG: "current_password",
        Code.WEAK_PASSWORD: "new_password",
        Code.PASSWORDS_DIFFER: "new_password_ctl",
    }
    is_accepted = False

    @property
    def needs_fresh_code(self) -> bool:
        """Whether password and code must have been entered recently."""
        return current_needs_code()

    def update(self) -> None:
        """Handle the form; after a change, redirect to the user's home."""
        super().update()
        if self.is_accepted:
            home = home_of(current_user_id())
            self.request.response.redirect(home)

    def updateFields(self) -> None:
        """Show patrons their password policy."""
        super().updateFields()
        if self._patron is not None:
            # The field is shared by all requests; Plone changes it without a copy.
            new = self.fields["new_password"]
            new.field = copy(new.field)
            new.field.description = policy_message()

    def updateWidgets(self, prefix: str | None = None) -> None:
        """Prepare the inputs; passwords are never sent back."""
        super().updateWidgets(prefix)
        for name, purpose in AUTOCOMPLETE.items():
            self.hide_password(self.widgets[name])
            self.widgets[name].attributes["autocomplete"] = purpose

    @button.buttonAndHandler(_("Change password"), name="reset_passwd")
    def change(self, action: Action) -> None:
        """Change the password; for patrons only the library's rules count."""
        if self._patron is None:
            PasswordPanel.action_reset_passwd.func(self, action)
            self.is_accepted = not self.widgets.errors
            return
        data = self.values()
        if data is not None:
            change_password(self._patron, *(data[name] for name in AUTOCOMPLETE))
            self.is_accepted = True
            self.flash(_("Your password has been changed."))

    @property
    def login(self) -> str:
        """The login name, for password managers."""
        return api.user.get_current().getUserName()

    @property
    def is_patron(self) -> bool:
        """Whether the user is a patron, to whom the library's policy applies."""
        return self._patron is not None

    @property
    def _patron(self) -> Patron | None:
        return get_directory().get(current_user_id())
