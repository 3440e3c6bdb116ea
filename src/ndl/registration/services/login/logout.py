"""POST @logout: end the session of a token (R42)."""

from ndl.registration.errors import Code
from ndl.registration.login.sessions import close_session
from ndl.registration.login.sessions import find_session
from ndl.registration.services.login.base import LoginService
from ndl.registration.services.login.renew import DEAD
from ndl.registration.web.cookies import bearer_ticket
from typing import Any


class LogoutPost(LoginService):
    """At the server, so that the token is worth nothing afterwards."""

    def answer(self) -> Any:
        """204, or 400 for what is no token of a live session."""
        ticket = bearer_ticket(self.request)
        if find_session(ticket) is None:
            return self.error("Logout failed", Code.LOGOUT_FAILED, DEAD)
        close_session(ticket)
        return self.reply_no_content()
