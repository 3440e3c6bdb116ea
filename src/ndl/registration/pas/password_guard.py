"""Passwords passed to PAS by Plone's own forms and other stock code."""

from AccessControl import getSecurityManager
from ndl.registration.events import audit
from ndl.registration.events import AuditTag
from ndl.registration.folding import LOGIN_LENGTH
from ndl.registration.folding import PASSWORD_LENGTH
from ndl.registration.interfaces import Identity
from ndl.registration.limits.throttle import is_exhausted
from ndl.registration.limits.throttle import Limiter
from ndl.registration.limits.throttle import seconds_to_wait
from ndl.registration.login.identify import check_password
from ndl.registration.login.sources import find_identity
from ndl.registration.pas.account_guard import note_own_password
from ndl.registration.sealed import digest
from ndl.registration.staff.source import find_by_password
from ndl.registration.staff.source import is_accepted
from ndl.registration.staff.source import root_user_folder
from ndl.registration.web.cookies import client_of
from typing import Any
from ZPublisher.HTTPRequest import HTTPRequest


class PasswordGuard:
    """The part of the plugin for credentials that contain a password."""

    REQUEST: HTTPRequest

    def _by_password(self, credentials: dict[str, Any]) -> tuple[str, str] | None:
        """The current user if the password is theirs; else None, for the next plugin.

        Credentials of users who need a code are emptied, so that no other plugin
        accepts them.
        """
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
        """Leave a password from the request to other plugins if its user needs no code.

        Every other password counts against the network. That of a patron is not even
        checked, so that known and unknown users cause the same work. The count is kept
        outside of the database, because the transaction of a refused request is
        aborted.
        """
        client = client_of(self.REQUEST)
        is_full = is_exhausted(Limiter.PASSWORDS, client)
        is_taken = not is_full and self._is_accepted(credentials)
        owner = None if is_full else find_by_password(credentials)
        owner = named if named and named.needs_code else owner
        if owner or not is_taken:
            guess = digest(f"{credentials.get('login')!r} {credentials['password']!r}")
            seconds_to_wait(Limiter.PASSWORDS, client, guess)
            audit(AuditTag.LOGIN_PASSWORD_REFUSED, owner.user_id if owner else "")
        if owner or is_full:
            credentials.clear()

    def _is_accepted(self, credentials: dict[str, Any]) -> bool:
        """Whether another plugin of the site or the Zope root accepts the password."""
        if is_accepted(credentials):
            return True
        root = root_user_folder()
        if root is None:
            return False
        login, password = credentials.get("login"), credentials.get("password")
        return root.authenticate(login, password, self.REQUEST) is not None

    def _own_password(
        self, identity: Identity, credentials: dict[str, Any]
    ) -> tuple[str, str] | None:
        """Check the current password of a user before a change.

        Wrong passwords count as at login: the session may be stolen.
        """
        if check_password(identity, credentials["password"]):
            note_own_password(self.REQUEST, identity.user_id)
            return identity.user_id, identity.login
        credentials.clear()
        return None


def _is_current(identity: Identity) -> bool:
    return getSecurityManager().getUser().getId() == identity.user_id


def _is_plausible(credentials: dict[str, Any]) -> bool:
    """Whether login and password do not exceed the longest possible ones."""
    bounds = (("login", LOGIN_LENGTH), ("password", PASSWORD_LENGTH))
    texts = ((credentials.get(name), longest) for name, longest in bounds)
    return all(not isinstance(t, str) or len(t) <= longest for t, longest in texts)
