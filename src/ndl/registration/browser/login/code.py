"""The second step: the authentication code (R18, R36)."""

from ndl.registration import _
from ndl.registration.browser.forms import ask_to_wait
from ndl.registration.browser.forms import flash
from ndl.registration.browser.forms import has_valid_token
from ndl.registration.browser.forms import PAGE_TOO_OLD
from ndl.registration.browser.forms import text_of
from ndl.registration.browser.login.base import LoginPage
from ndl.registration.config import minutes_of
from ndl.registration.errors import DomainError
from ndl.registration.login.errors import ATTEMPT_ENDED
from ndl.registration.login.results import LoggedIn
from ndl.registration.login.results import Refused
from ndl.registration.login.second_step import enter_code
from ndl.registration.login.second_step import pending
from ndl.registration.login.second_step import send_again
from ndl.registration.settings import settings


NEW_CODE = _("A new authentication code is on its way. The former one no longer works.")


class CodeView(LoginPage):
    """The page `login-code`."""

    title = _("Enter authentication code")

    told = ""
    may_keep = False
    replaces = False

    def get(self) -> str:
        """Show the form while the attempt lives, the first step otherwise."""
        sent = pending(self.attempt, self.client)
        if sent is None:
            return self.start_anew(ATTEMPT_ENDED.message)
        self.told = sent.told
        self.replaces = sent.replaces
        self.may_keep = sent.may_keep and not self.client.is_terminal
        return self.index()

    @property
    def minutes(self) -> int:
        """How long a code is valid."""
        return minutes_of(settings().code_lifetime)

    def post(self) -> str:
        """Check the code, or send a new one."""
        if not has_valid_token(self.request):
            self.message = PAGE_TOO_OLD
            return self.get()
        if "again" in self.request.form:
            return self._send_again()
        code = text_of(self.request, "code")
        result = enter_code(self.attempt, code, self.client, self.keep)
        if isinstance(result, LoggedIn):
            return self.finish(result)
        return self._refused(result, "code")

    def _send_again(self) -> str:
        try:
            result = send_again(self.attempt, self.client)
        except DomainError as error:
            self.message = error.message
            return self.get()
        if isinstance(result, Refused):
            return self._refused(result)
        flash(self.request, NEW_CODE)
        return self.go("login-code")

    def _refused(self, result: Refused, field: str = "") -> str:
        if result.ended:
            return self.start_anew(result.message)
        ask_to_wait(self.request, result.wait)
        if field and not result.wait:
            self.problems[field] = result.message
        else:
            self.message = result.message
        return self.get()
