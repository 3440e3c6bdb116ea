"""Base of the services of the login."""

from dataclasses import replace
from ndl.registration.clock import timestamp
from ndl.registration.errors import Code
from ndl.registration.limits.client import Client
from ndl.registration.login.sessions import find_session
from ndl.registration.services.errors import refuse
from ndl.registration.services.errors import say
from ndl.registration.settings import settings
from ndl.registration.web.cookies import client_of
from plone.protect.interfaces import IDisableCSRFProtection
from plone.restapi.services import Service
from typing import Any
from zope.interface import alsoProvides


class LoginService(Service):
    """A service open to everyone; it ignores cookies, so it is safe from forgery."""

    def check_permission(self) -> None:
        """Check nothing: open to everyone, like the login page."""

    def reply(self) -> Any:
        """Answer, with a header that forbids caching."""
        alsoProvides(self.request, IDisableCSRFProtection)
        self.request.response.setHeader("Cache-Control", "no-store, private")
        return self.answer()

    def answer(self) -> Any:
        """The body of the response."""
        raise NotImplementedError

    @property
    def client(self) -> Client:
        """The client behind the request, without cookies."""
        return replace(client_of(self.request), remembered="", has_cookies=False)

    def error(self, kind: str, code: Code, message: str) -> dict[str, Any]:
        """A refusal; `kind` is its type, as plone.restapi names it."""
        return refuse(self.request, code, message, kind)

    def wait(self, seconds: int) -> None:
        """Set the header Retry-After, unless there are 0 seconds to wait."""
        if seconds:
            self.request.response.setHeader("Retry-After", str(seconds))

    def say(self, message: str) -> str:
        """The message in the language that the request asks for."""
        return say(self.request, message)

    def token(self, ticket: str) -> dict[str, Any]:
        """The ticket of a live session, and its remaining lifetime in seconds."""
        session = find_session(ticket)
        assert session is not None  # noqa: S101
        left = session.opened + session.life - timestamp()
        return {
            "token": ticket,
            "user_id": session.user_id,
            "expires_in": min(left, session.idle or left),
            "session_ends_in": left,
        }

    @property
    def code_lifetime(self) -> int:
        """Seconds within which the next step must follow."""
        return settings().code_lifetime
