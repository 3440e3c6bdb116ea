"""Authentication of requests, by a live session only."""

from AccessControl import ClassSecurityInfo
from AccessControl.class_init import InitializeClass
from collections.abc import Callable
from ndl.registration import logger
from ndl.registration.limits.networks import is_terminal
from ndl.registration.login.sessions import close_session
from ndl.registration.login.sessions import find_session
from ndl.registration.login.sessions import renew_ticket
from ndl.registration.login.sessions import Session
from ndl.registration.login.sessions import Strength
from ndl.registration.pas.password_guard import PasswordGuard
from ndl.registration.patrons.directory import get_directory
from ndl.registration.settings import settings
from ndl.registration.staff.source import has_outgrown_password
from ndl.registration.staff.source import is_known
from ndl.registration.web.cookies import bearer_ticket
from ndl.registration.web.cookies import drop_cookie
from ndl.registration.web.cookies import SESSION
from ndl.registration.web.cookies import set_cookie
from ndl.registration.web.cookies import ticket_of
from ndl.registration.web.origin import is_posted_with_token
from transaction.interfaces import TransientError
from typing import Any
from ZPublisher.HTTPRequest import HTTPRequest
from ZPublisher.HTTPResponse import HTTPResponse


class Authentication(PasswordGuard):
    """The part of the plugin for extraction, authentication and logout."""

    security = ClassSecurityInfo()
    getId: Callable[[], str]

    @security.private
    def extractCredentials(self, request: HTTPRequest) -> dict[str, str]:
        """The session ticket from header or cookie, never from form or query."""
        ticket = ticket_of(request)
        return {"ticket": ticket} if ticket else {}

    @security.private
    def authenticateCredentials(
        self, credentials: dict[str, Any]
    ) -> tuple[str, str] | None:
        """The user of a live session; a password alone authenticates nobody.

        After None, PAS calls the next plugin, so refused credentials are emptied. They
        are also emptied after an error: the site then has only anonymous visitors, and
        users of the Zope root can still come and repair it.
        """
        try:
            return self._authenticate(credentials)
        except TransientError:
            raise
        except Exception:  # noqa: BLE001 - whatever it is
            credentials.clear()
            logger.exception("The login is out of order, nobody is let in.")
            return None

    def _authenticate(self, credentials: dict[str, Any]) -> tuple[str, str] | None:
        if credentials.get("extractor") == self.getId():
            return self._by_ticket(credentials["ticket"])
        if "password" in credentials:
            return self._by_password(credentials)
        return None

    def _by_ticket(self, ticket: str) -> tuple[str, str] | None:
        session = find_session(ticket)
        if session is None or not is_known(session.user_id) or _is_expired(session):
            return None
        if session.strength is Strength.PASSWORD and self._is_too_weak(session):
            return None
        renewed = None if bearer_ticket(self.REQUEST) else renew_ticket(ticket)
        if renewed:
            set_cookie(self.REQUEST.response, SESSION, renewed)
        return session.user_id, session.login

    def _is_too_weak(self, session: Session) -> bool:
        """Whether a session opened with a password alone is no longer accepted.

        For a patron it is accepted on library terminals, unless the settings require a
        code.
        """
        if session.user_id not in get_directory():
            return has_outgrown_password(session.user_id)
        is_here = is_terminal(self.REQUEST.getClientAddr())
        return not is_here or bool(settings().terminal_code)

    @security.private
    def updateCredentials(
        self, request: HTTPRequest, response: HTTPResponse, login: str, password: str
    ) -> None:
        """Do nothing: a changed password neither opens nor strengthens a session."""

    @security.private
    def resetCredentials(self, request: HTTPRequest, response: HTTPResponse) -> None:
        """End the session at the server and in the browser (R42).

        Only for a POST with a token: a link to `acl_users/logout` ends no session.
        """
        if not is_posted_with_token(request):
            return
        close_session(ticket_of(request))
        drop_cookie(response, SESSION)


def _is_expired(session: Session) -> bool:
    """Whether the registration has expired since the login (facts, 2.4)."""
    patron = get_directory().get(session.user_id)
    return patron is not None and patron.is_expired


InitializeClass(Authentication)
