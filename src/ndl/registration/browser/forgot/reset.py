"""The page of the mailed link: a new password (R137-R140, R216)."""

from ndl.registration import _
from ndl.registration.browser.forgot.forgot import ForgotForm
from ndl.registration.browser.forgot.forgot import ForgotPage
from ndl.registration.errors import Code
from ndl.registration.errors import DomainError
from ndl.registration.interfaces import Identity
from ndl.registration.login.sources import PATRONS
from ndl.registration.patrons.passwords import policy_message
from ndl.registration.recovery.password import set_password
from ndl.registration.recovery.reset_link import open_reset
from ndl.registration.recovery.schema import INewPassword
from ndl.registration.web.links import drop_link
from ndl.registration.web.links import HANDLE
from ndl.registration.web.links import keep_link
from ndl.registration.web.links import leave_token
from ndl.registration.web.links import link_handle
from ndl.registration.web.links import link_token
from ndl.registration.web.links import require_link
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from z3c.form import button
from z3c.form.action import Action


class ResetForm(ForgotForm):
    """The form for a new password. Mail scanners may open it: GET changes nothing."""

    schema = INewPassword
    label = _("Reset password")
    error_fields = {
        Code.PASSWORDS_DIFFER: "password_again",
        Code.WEAK_PASSWORD: "password",
    }
    notes = ViewPageTemplateFile("reset_notes.pt")
    refused_template = ViewPageTemplateFile("refused.pt")
    refusal: DomainError | None = None
    identity: Identity | None = None

    @property
    def token(self) -> str:
        """The token of the link, also kept in a hidden field."""
        return link_token(self.request)

    @property
    def carried(self) -> dict[str, str]:
        """The parameters that the page needs in its URL."""
        return {HANDLE: link_handle(self.token)}

    @property
    def is_patron(self) -> bool:
        """Whether the library's password policy applies."""
        return self.identity is not None and self.identity.source == PATRONS

    @property
    def password_policy(self) -> str:
        """The password rules as text."""
        return policy_message()

    def update(self) -> None:
        """Open the link; without a valid one there is no form."""
        self.keep_private()
        try:
            require_link(self.request)
            self.identity = open_reset(self.token)
        except DomainError as error:
            self.refusal = error
            return
        keep_link(self.request)
        if not leave_token(self.request):
            super().update()

    @button.buttonAndHandler(_("Reset Password"), name="reset")
    def reset(self, action: Action) -> None:
        """Set the password, or show the errors."""
        data = self.values()
        if data is None:
            return
        set_password(self.token, data["password"], data["password_again"])
        drop_link(self.request)
        self.flash(_("You have successfully changed your password"))
        self.go("reset-password-done")

    def render(self) -> str:
        """The form, or the reason why the link is invalid."""
        return self.refused_template() if self.refusal else super().render()


class ResetDone(ForgotPage):
    """The page `reset-password-done`, which links to the login."""

    title = _("Reset password")
