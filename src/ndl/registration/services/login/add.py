"""POST @login in two steps (R8, R17, R18, R31)."""

from ndl.registration import _
from ndl.registration.errors import Code
from ndl.registration.errors import DomainError
from ndl.registration.library.consent import waiting_terms
from ndl.registration.login.results import CodeSent
from ndl.registration.login.results import LoggedIn
from ndl.registration.login.results import Refused
from ndl.registration.login.sending import asks_for_address
from ndl.registration.login.sending import other_channels
from ndl.registration.login.sessions import close_session
from ndl.registration.services.body import Malformed
from ndl.registration.services.login.base import LoginService
from ndl.registration.services.login.steps import read_steps
from ndl.registration.services.login.steps import Result
from ndl.registration.services.login.steps import step_in
from ndl.registration.services.login.steps import take_step
from ndl.registration.voice.interfaces import CallStatus
from ndl.registration.web.cookies import bearer_ticket
from typing import Any


MISSING_KIND = "Missing credentials"
MISSING = _("A user ID and a password, or an attempt and its next step, are needed.")

# Types of refusals, by the member of the body that names the step.
_REFUSALS = {
    "password": "Invalid credentials",
    "code": "Invalid code",
    "email": "Invalid email",
    "send_again": "Not sent",
    "channel": "Invalid channel",
    "call_status": "Invalid attempt",
}


class LoginPost(LoginService):
    """The two steps of the login, for programs; the token stands for a session."""

    def answer(self) -> dict[str, Any]:
        """202 and the next step, 200 and the token, or an error."""
        try:
            data = read_steps(self.request)
        except Malformed as error:
            return self.error("Malformed request", error.code, error.message)
        step = step_in(data)
        if step is None:
            return self.error(MISSING_KIND, Code.CREDENTIALS_MISSING, MISSING)
        try:
            result = take_step(step, data, self.client)
        except DomainError as error:
            return self.error("Not available", error.code, error.message)
        return self._tell(step, result)

    def _tell(self, step: str, result: Result) -> dict[str, Any]:
        if isinstance(result, Refused):
            return self._refused(step, result)
        if isinstance(result, LoggedIn):
            close_session(bearer_ticket(self.request))
            return self._logged_in(result)
        if isinstance(result, CallStatus):
            return {"state": result.state.value, "is_over": result.state.is_final}
        self.request.response.setStatus(202)
        if isinstance(result, CodeSent):
            return self._next(
                "code",
                result.token,
                message=self.say(result.told),
                recipient=result.recipient,
                may_keep=result.may_keep,
            )
        asked = asks_for_address(result.token, self.client)
        return self._next("address" if asked else "channel", result.token)

    def _logged_in(self, result: LoggedIn) -> dict[str, Any]:
        """The token, and services closed until the patron agrees to newer terms."""
        url = self.context.absolute_url()
        waiting = [
            {
                "service": state.service.name,
                "title": self.say(state.service.title),
                "version": state.terms.version,
                "page": f"{url}/service-terms?service={state.service.name}",
            }
            for state in waiting_terms(result.user_id)
        ]
        answer = self.token(result.ticket)
        return {**answer, "waiting_terms": waiting} if waiting else answer

    def _refused(self, step: str, result: Refused) -> dict[str, Any]:
        kind = _REFUSALS[step]
        if result.missing:
            kind = MISSING_KIND
        if result.ended:
            kind = "Login ended"
        if result.limited or result.wait:
            kind = "Too many requests"
        self.wait(result.wait)
        return self.error(kind, result.reason.code, result.message)

    def _next(self, name: str, token: str, **details: Any) -> dict[str, Any]:
        return {
            "next": name,
            "attempt": token,
            "expires_in": self.code_lifetime,
            "channels": self._channels(token),
            **details,
        }

    def _channels(self, token: str) -> list[dict[str, str]]:
        """Other channels; `needs` names a member that a request for it must have.

        Channels that can be used only through their page are left out.
        """
        return [
            {"name": name, "title": self.say(channel.title)}
            | ({"needs": channel.needs} if channel.needs else {})
            for name, channel in other_channels(token, self.client)
            if channel.needs or not channel.page
        ]
