"""The second step: the authentication code (R18, R36)."""

from ndl.registration import _
from ndl.registration.browser.login.base import LoginPage
from ndl.registration.dates import minutes_of
from ndl.registration.login.results import ATTEMPT_ENDED
from ndl.registration.login.results import Refused
from ndl.registration.login.second_step import enter_code
from ndl.registration.login.sending import pending
from ndl.registration.settings import settings
from ndl.registration.voice.confirmation import is_called
from ndl.registration.voice.confirmation import once_more


NEW_CODE = _("A new authentication code is on its way. The former one no longer works.")
SEND_AGAIN = _("Send the authentication code again")
CALL_AGAIN = _("Call again with a new authentication code")


class CodeView(LoginPage):
    """The page `login-code`."""

    title = _("Enter authentication code")

    told = ""
    may_keep = False
    replaces = False

    def get(self) -> str:
        """Show the form; if the attempt has ended, start again."""
        sent = pending(self.attempt, self.client)
        if sent is None:
            return self.start_anew(ATTEMPT_ENDED.message)
        self.told = sent.told
        self.replaces = sent.replaces
        self.may_keep = sent.may_keep and not self.client.is_terminal
        return self.index()

    @property
    def minutes(self) -> int:
        """Lifetime of a code in minutes."""
        return minutes_of(settings().code_lifetime)

    def post(self) -> str:
        """Check the code, or send a new one."""
        if "again" in self.request.form:
            return self._send_again()
        code = self.text_of("code")
        result = enter_code(self.attempt, code, self.client, self.keep)
        if isinstance(result, Refused):
            return self.refuse_step(result, "code")
        return self.finish(result)

    @property
    def is_called(self) -> bool:
        """Whether the code is read out by telephone."""
        return is_called(self.attempt, self.client)

    @property
    def again(self) -> str:
        """Label of the button that sends a new code."""
        return CALL_AGAIN if self.is_called else SEND_AGAIN

    def _send_again(self) -> str:
        result = once_more(self.attempt, self.client)
        if isinstance(result, Refused):
            return self.refuse_step(result)
        self.flash(NEW_CODE)
        return self.go("login-code")
