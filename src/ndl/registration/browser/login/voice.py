"""The code read out by telephone (R32, R33)."""

from ndl.registration import _
from ndl.registration.browser.login.base import LoginPage
from ndl.registration.errors import Code
from ndl.registration.login.attempts import find
from ndl.registration.login.results import ATTEMPT_ENDED
from ndl.registration.login.results import Refused
from ndl.registration.settings import settings
from ndl.registration.voice.calling import call_status
from ndl.registration.voice.channel import has_provider
from ndl.registration.voice.confirmation import call_number
from ndl.registration.voice.interfaces import CallState
from ndl.registration.voice.interfaces import CallStatus


STATES = {
    CallState.QUEUED: _("The call is being prepared."),
    CallState.RINGING: _("Your telephone is ringing."),
    CallState.IN_PROGRESS: _("The code is being read out."),
    CallState.DELIVERED: _("The code was read out. Enter it here."),
    CallState.BUSY: _("Your telephone was busy. You can be called again."),
    CallState.NO_ANSWER: _("The call was not answered. You can be called again."),
    CallState.FAILED: _(
        "The call could not be made. You can be called again, or choose another way."
    ),
}
_FIELDS = (Code.PHONE_DIFFERS, Code.PHONE_MISSING)


class VoiceView(LoginPage):
    """The page `login-voice`: the number is confirmed before the call.

    It looks the same to users who cannot be called.
    """

    title = _("Authentication code contact phone number confirmation")

    def get(self) -> str:
        """Show the form; if the attempt has ended, start again."""
        if find(self.attempt, self.client.user_agent) is None:
            return self.start_anew(ATTEMPT_ENDED.message)
        if not has_provider():
            return self.go("login-alternatives")
        return self.index()

    @property
    def phone(self) -> str:
        """The number as typed."""
        return self.text_of("phone")

    @property
    def caller(self) -> str:
        """The number from which the call comes."""
        return settings().voice_caller or ""

    def post(self) -> str:
        """Start the call."""
        result = call_number(self.attempt, self.phone, self.client)
        if isinstance(result, Refused):
            is_field = result.reason.code in _FIELDS
            return self.refuse_step(result, "phone" if is_field else "")
        return self.go("login-code")


class CallView(LoginPage):
    """The part `login-call` of the code page: progress of the call."""

    def __call__(self) -> str:
        """Show the state; polling changes nothing."""
        self.request.response.setHeader("Cache-Control", "no-store, private")
        return self.index()

    @property
    def status(self) -> CallStatus | None:
        """State of the call; None if the attempt has ended."""
        return call_status(self.attempt, self.client)

    @property
    def state(self) -> str:
        """The state as text."""
        status = self.status
        return STATES[status.state] if status else ATTEMPT_ENDED.message

    @property
    def is_over(self) -> bool:
        """Whether the state is final."""
        return self.status is None or self.status.state.is_final

    @property
    def caller(self) -> str:
        """The number from which the call comes."""
        return settings().voice_caller or ""
