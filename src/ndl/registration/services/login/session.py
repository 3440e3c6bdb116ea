"""`@login-renew` and `@logout`: the session of a program."""

from ndl.registration import _
from ndl.registration.errors import Code
from ndl.registration.login.sessions import close_session
from ndl.registration.login.sessions import find_session
from ndl.registration.login.sessions import renew_ticket
from ndl.registration.services.login.base import LoginService
from ndl.registration.web.cookies import bearer_ticket
from plone import api
from typing import Any


KIND = "Invalid or expired authentication token"
DEAD = _("The authentication token is invalid or expired.")


class RenewPost(LoginService):
    """Renews the token of a live session, which still ends at its fixed time."""

    def answer(self) -> dict[str, Any]:
        """The new token; a cookie is never exchanged for a token."""
        ticket = bearer_ticket(self.request)
        if api.user.is_anonymous() or find_session(ticket) is None:
            return self.error(KIND, Code.TOKEN_DEAD, DEAD)
        return self.token(renew_ticket(ticket) or ticket)


class LogoutPost(LoginService):
    """Ends the session at the server, so that its token becomes useless."""

    def answer(self) -> Any:
        """204, or 400 unless the token is that of a live session."""
        ticket = bearer_ticket(self.request)
        if find_session(ticket) is None:
            return self.error("Logout failed", Code.LOGOUT_FAILED, DEAD)
        close_session(ticket)
        return self.reply_no_content()
