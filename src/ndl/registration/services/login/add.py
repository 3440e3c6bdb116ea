"""POST @login in two steps (R8, R17, R18, R31), `@login-renew` and `@logout`."""

from collections.abc import Callable
from ndl.registration import _
from ndl.registration.errors import Code
from ndl.registration.errors import DomainError
from ndl.registration.library.consent import waiting_terms
from ndl.registration.login.attempts import find
from ndl.registration.login.delivery import channels_for
from ndl.registration.login.login import enter_password
from ndl.registration.login.results import AddressNeeded
from ndl.registration.login.results import ATTEMPT_ENDED
from ndl.registration.login.results import CodeSent
from ndl.registration.login.results import LoggedIn
from ndl.registration.login.results import Refused
from ndl.registration.login.second_step import enter_code
from ndl.registration.login.sending import give_address
from ndl.registration.login.sending import send_again
from ndl.registration.login.sending import send_by
from ndl.registration.login.sessions import close_session
from ndl.registration.login.sessions import find_session
from ndl.registration.login.sessions import renew_ticket
from ndl.registration.login.sources import may_give_address
from ndl.registration.services.body import Malformed
from ndl.registration.services.login.base import LoginService
from ndl.registration.services.login.base import read_steps
from ndl.registration.voice.channel import VOICE
from ndl.registration.voice.confirmation import call_again
from ndl.registration.voice.confirmation import call_number
from ndl.registration.voice.confirmation import call_status
from ndl.registration.voice.confirmation import is_called
from ndl.registration.voice.interfaces import CallStatus
from ndl.registration.web.cookies import bearer_ticket
from plone import api
from typing import Any


Result = LoggedIn | CodeSent | AddressNeeded | CallStatus | Refused

MISSING_KIND = "Missing credentials"
MISSING = _("A user ID and a password, or an attempt and its next step, are needed.")

# What a refused step is called, by the member of the body that asked for it.
_REFUSALS = {
    "password": "Invalid credentials",
    "code": "Invalid code",
    "email": "Invalid email",
    "send_again": "Not sent",
    "channel": "Invalid channel",
    "call_status": "Invalid attempt",
}


class LoginPost(LoginService):
    """The two steps of the login form for programs; the token is a session."""

    def answer(self) -> dict[str, Any]:
        """202 and what is needed next, 200 and the token, or an error."""
        try:
            data = read_steps(self.request)
        except Malformed as error:
            return self.error("Malformed request", error.code, error.message)
        step = self._step(data)
        if step is None:
            return self.error(MISSING_KIND, Code.CREDENTIALS_MISSING, MISSING)
        try:
            result = self._steps[step](self, data)
        except DomainError as error:
            return self.error("Not available", error.code, error.message)
        return self._tell(step, result)

    def _step(self, data: dict[str, Any]) -> str | None:
        if "attempt" not in data:
            return "password" if {"login", "password"} <= data.keys() else None
        steps = ("code", "email", "send_again", "channel", "call_status")
        return next(
            (name for name in steps if data.get(name, False) is not False), None
        )

    def _enter_password(self, data: dict[str, Any]) -> Result:
        keep = data.get("keep", False)
        return enter_password(data["login"], data["password"], self.client, keep)

    def _enter_code(self, data: dict[str, Any]) -> Result:
        keep = data.get("keep", False)
        return enter_code(data["attempt"], data["code"], self.client, keep)

    def _give_address(self, data: dict[str, Any]) -> Result:
        return give_address(data["attempt"], data["email"], self.client)

    def _send_again(self, data: dict[str, Any]) -> Result:
        once_more = send_again
        if is_called(data["attempt"], self.client):
            once_more = call_again
        return once_more(data["attempt"], self.client)

    def _send_by(self, data: dict[str, Any]) -> Result:
        if data["channel"] == VOICE:
            return call_number(data["attempt"], data.get("phone", ""), self.client)
        return send_by(data["attempt"], data["channel"], self.client)

    def _ask_status(self, data: dict[str, Any]) -> Result:
        status = call_status(data["attempt"], self.client)
        return status or Refused(ATTEMPT_ENDED, ended=True)

    _steps: dict[str, Callable[["LoginPost", dict[str, Any]], Result]] = {
        "password": _enter_password,
        "code": _enter_code,
        "email": _give_address,
        "send_again": _send_again,
        "channel": _send_by,
        "call_status": _ask_status,
    }

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
        attempt = find(result.token, self.client.user_agent)
        asked = attempt is not None and may_give_address(attempt.owner)
        return self._next("address" if asked else "channel", result.token)

    def _logged_in(self, result: LoggedIn) -> dict[str, Any]:
        """The token, and the services that wait for consent to newer terms, if any."""
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
        """Other channels; `needs` is what a request for one has to have as well.

        Those that ask for more on their page only are left out.
        """
        attempt = find(token, self.client.user_agent)
        if attempt is None:
            return []
        offered = channels_for(attempt.owner, but=attempt.state.channel)
        return [
            {"name": name, "title": self.say(channel.title)}
            | ({"needs": channel.needs} if channel.needs else {})
            for name, channel in offered
            if channel.needs or not channel.page
        ]


KIND = "Invalid or expired authentication token"
DEAD = _("The authentication token is invalid or expired.")


class RenewPost(LoginService):
    """A new token for a live session, which still ends at its fixed time."""

    def answer(self) -> dict[str, Any]:
        """The token to use from now on. A cookie is never turned into one."""
        ticket = bearer_ticket(self.request)
        if api.user.is_anonymous() or find_session(ticket) is None:
            return self.error(KIND, Code.TOKEN_DEAD, DEAD)
        return self.token(renew_ticket(ticket) or ticket)


class LogoutPost(LoginService):
    """At the server, so that the token is worth nothing afterwards."""

    def answer(self) -> Any:
        """204, or 400 for what is no token of a live session."""
        ticket = bearer_ticket(self.request)
        if find_session(ticket) is None:
            return self.error("Logout failed", Code.LOGOUT_FAILED, DEAD)
        close_session(ticket)
        return self.reply_no_content()
