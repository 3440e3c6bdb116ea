"""The first step: user ID and password (R6, R11, R16)."""

from ndl.registration import _
from ndl.registration.browser.forms import ask_to_wait
from ndl.registration.browser.forms import is_genuine
from ndl.registration.browser.forms import PAGE_TOO_OLD
from ndl.registration.browser.forms import text_of
from ndl.registration.browser.login.base import LoginPage
from ndl.registration.browser.login.root import log_in_at_root
from ndl.registration.login.login import enter_password
from ndl.registration.login.results import AddressNeeded
from ndl.registration.login.results import CodeSent
from ndl.registration.login.results import LoggedIn
from ndl.registration.patrons.errors import DomainError
from plone import api


class LoginView(LoginPage):
    """The page `login`."""

    title = _("Login")

    def get(self) -> str:
        """Show the form, or go on if the visitor is logged in already.

        With `again` the form is shown all the same: a sensitive change asks
        for password and code once more.
        """
        if api.user.is_anonymous() or "again" in self.request.form:
            return self.index()
        return self.request.response.redirect(
            self.came_from or self.context.absolute_url()
        )

    @property
    def user_id(self) -> str:
        """What was typed as user ID."""
        return text_of(self.request, "user_id")

    def post(self) -> str:
        """Check the password and go on to the code page."""
        if not is_genuine(self.request):
            self.message = PAGE_TOO_OLD
            return self.index()
        password = text_of(self.request, "password")
        try:
            result = enter_password(self.user_id, password, self.client, self.keep)
        except DomainError as error:
            self.message = error.message
            return self.index()
        if isinstance(result, LoggedIn):
            return self.finish(result)
        if isinstance(result, CodeSent | AddressNeeded):
            self.keep_attempt(result.token)
            needed = isinstance(result, AddressNeeded)
            return self.go("login-address" if needed else "login-code")
        ask_to_wait(self.request, result.wait)
        if not result.wait and log_in_at_root(self.request, self.user_id, password):
            return self.request.response.redirect(self.context.absolute_url())
        self.message = result.message
        return self.index()
