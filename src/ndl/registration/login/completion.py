"""Completion of a login: a session, and an entry in the list of last logins."""

from dataclasses import dataclass
from ndl.registration.clock import timestamp
from ndl.registration.events import audit
from ndl.registration.events import AuditTag
from ndl.registration.interfaces import Identity
from ndl.registration.limits.client import Client
from ndl.registration.login import browsers
from ndl.registration.login.accounts import get_logins
from ndl.registration.login.results import LoggedIn
from ndl.registration.login.sessions import open_session
from ndl.registration.login.sessions import SessionKind
from ndl.registration.login.sessions import Strength
from ndl.registration.login.sources import source_of


_KEPT = 10


@dataclass(frozen=True)
class PastLogin:
    """Time, strength and browser of a login."""

    moment: int
    strength: Strength
    user_agent: str


def complete(
    identity: Identity,
    strength: Strength,
    client: Client,
    keep: bool = False,
    remember: bool = False,
) -> LoggedIn:
    """Open the session of a login that has passed all steps.

    On a library terminal the session is not kept and the browser not remembered,
    whatever was asked for (R43).
    """
    kind = _kind(client, keep)
    ticket = open_session(identity, strength, kind, client.user_agent)
    remembered = browsers.remember(identity, client) if remember else ""
    source_of(identity).logged_in(identity)
    _note(identity.user_id, strength, client)
    audit(AuditTag.LOGIN_SUCCEEDED, identity.user_id, strength=strength, kind=kind)
    return LoggedIn(identity.user_id, ticket, kind is SessionKind.KEPT, remembered)


def last_logins(user_id: str) -> tuple[PastLogin, ...]:
    """The last logins of an account, newest first."""
    account = get_logins().peek(user_id)
    return account.logins if account else ()


def _note(user_id: str, strength: Strength, client: Client) -> None:
    """Add the login to the list, which keeps the last ten."""
    account = get_logins().account(user_id)
    login = PastLogin(timestamp(), strength, client.user_agent[:200])
    account.logins = (login, *account.logins)[:_KEPT]


def _kind(client: Client, keep: bool) -> SessionKind:
    if client.is_terminal:
        return SessionKind.TERMINAL
    return SessionKind.KEPT if keep else SessionKind.NORMAL
