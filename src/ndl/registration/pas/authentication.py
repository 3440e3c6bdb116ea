"""Authentication of a request: by a live session only."""

from AccessControl import ClassSecurityInfo
from AccessControl import getSecurityManager
from AccessControl.class_init import InitializeClass
from collections.abc import Callable
from ndl.registration import logger
from ndl.registration.events import audit
from ndl.registration.events import AuditTag
from ndl.registration.interfaces import Identity
from ndl.registration.limits.throttle import is_exhausted
from ndl.registration.limits.throttle import is_terminal
from ndl.registration.limits.throttle import Limiter
from ndl.registration.limits.throttle import seconds_to_wait
from ndl.registration.login.identify import check_password
from ndl.registration.login.sessions import close_session
from ndl.registration.login.sessions import find_session
from ndl.registration.login.sessions import renew_ticket
from ndl.registration.login.sessions import Session
from ndl.registration.login.sessions import Strength
from ndl.registration.login.sources import find_identity
from ndl.registration.pas.account_guard import note_own_password
from ndl.registration.patrons.directory import get_directory
from ndl.registration.sealed import digest
from ndl.registration.settings import settings
from ndl.registration.staff.source import find_by_password
from ndl.registration.staff.source import has_outgrown_password
from ndl.registration.staff.source import is_accepted
from ndl.registration.staff.source import is_known
from ndl.registration.text import LOGIN_LENGTH
from ndl.registration.text import PASSWORD_LENGTH
from ndl.registration.web.client import client_of
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


class Authentication:
    """The plugin's part for extraction, authentication and log-out."""

    security = ClassSecurityInfo()
    REQUEST: HTTPRequest
    getId: Callable[[], str]

    @security.private
    def extractCredentials(self, request: HTTPRequest) -> dict[str, str]:
        """The session ticket in header or cookie; never one in form or query."""
        ticket = ticket_of(request)
        return {"ticket": ticket} if ticket else {}

    @security.private
    def authenticateCredentials(
        self, credentials: dict[str, Any]
    ) -> tuple[str, str] | None:
        """The user of a live session; a password alone authenticates nobody.

        PAS asks the next plugin after None, so refused credentials are
        emptied. The same when a part of the login is out of order: the site
        then knows nobody, and users of the Zope root can come and repair it.
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
        """Whether a password alone no longer opens what it has opened.

        For a patron it does so on terminals of the library, while that is set.
        """
        if session.user_id not in get_directory():
            return has_outgrown_password(session.user_id)
        is_here = is_terminal(self.REQUEST.getClientAddr())
        return not is_here or bool(settings().terminal_code)

    def _by_password(self, credentials: dict[str, Any]) -> tuple[str, str] | None:
        if not _is_plausible(credentials):
            credentials.clear()
            return None
        login = credentials.get("login")
        named = find_identity(login) if isinstance(login, str) else None
        if "extractor" in credentials:
            self._refuse_codeless(named, credentials)
            return None
        if named and _is_current(named):
            return self._own_password(named, credentials)
        identity = named if named and named.needs_code else None
        identity = identity or find_by_password(credentials)
        if identity is None:
            return None
        if not _is_current(identity):
            credentials.clear()
            audit(AuditTag.LOGIN_PASSWORD_REFUSED, identity.user_id)
            return None
        return self._own_password(identity, credentials)

    def _refuse_codeless(
        self, named: Identity | None, credentials: dict[str, Any]
    ) -> None:
        """Leave a password from a stock door only to those who need no code.

        Any other counts against the network, also that of a patron, which is not
        even looked at: who is known and who is not meets the same work. It counts
        outside of the database, as the transaction of a refused request is undone.
        """
        client = client_of(self.REQUEST)
        is_full = is_exhausted(Limiter.PASSWORDS, client)
        is_taken = not is_full and is_accepted(credentials, self.REQUEST)
        owner = None if is_full else find_by_password(credentials)
        owner = named if named and named.needs_code else owner
        if owner or not is_taken:
            guess = digest(f"{credentials.get('login')!r} {credentials['password']!r}")
            seconds_to_wait(Limiter.PASSWORDS, client, guess)
            audit(AuditTag.LOGIN_PASSWORD_REFUSED, owner.user_id if owner else "")
        if owner or is_full:
            credentials.clear()

    def _own_password(
        self, identity: Identity, credentials: dict[str, Any]
    ) -> tuple[str, str] | None:
        """Check the current password before a user changes it.

        Wrong ones count as at the login: the session may be a stolen one.
        """
        if check_password(identity, credentials["password"]):
            note_own_password(self.REQUEST, identity.user_id)
            return identity.user_id, identity.login
        credentials.clear()
        return None

    @security.private
    def updateCredentials(
        self, request: HTTPRequest, response: HTTPResponse, login: str, password: str
    ) -> None:
        """Nothing: a changed password neither opens nor strengthens a session."""

    @security.private
    def resetCredentials(self, request: HTTPRequest, response: HTTPResponse) -> None:
        """End the session at the server and in the browser (R42).

        A mere link to `acl_users/logout` ends none.
        """
        if not is_posted_with_token(request):
            return
        close_session(ticket_of(request))
        drop_cookie(response, SESSION)


def _is_current(identity: Identity) -> bool:
    return getSecurityManager().getUser().getId() == identity.user_id


def _is_expired(session: Session) -> bool:
    """Whether the registration has run out since the login (facts, 2.4)."""
    patron = get_directory().get(session.user_id)
    return patron is not None and patron.is_expired


def _is_plausible(credentials: dict[str, Any]) -> bool:
    """Whether login and password are no longer than any that exist."""
    bounds = (("login", LOGIN_LENGTH), ("password", PASSWORD_LENGTH))
    texts = ((credentials.get(name), longest) for name, longest in bounds)
    return all(not isinstance(t, str) or len(t) <= longest for t, longest in texts)


InitializeClass(Authentication)
