"""Sessions: kept at the server, ended at the server (R145)."""

from dataclasses import dataclass
from enum import StrEnum
from hmac import compare_digest
from hmac import new as hmac
from ndl.registration.config import settings
from ndl.registration.config import timestamp
from ndl.registration.events import audit
from ndl.registration.events import AuditTag
from ndl.registration.login.accounts import digest
from ndl.registration.login.accounts import get_logins
from ndl.registration.login.accounts import Identity

import secrets


class Strength(StrEnum):
    """What was proven when the session was opened."""

    PASSWORD = "pwd"
    CODE = "otp"


@dataclass(frozen=True)
class Session:
    """One login of one account; `key` signs the moment it was last seen."""

    user_id: str
    login: str
    strength: Strength
    opened: int
    key: bytes


def open_session(identity: Identity, strength: Strength) -> str:
    """Open a session and return the ticket for the browser.

    The ticket is "token.moment.signature". The server stores the digest of
    the token; the signed moment tells when the session was last used, so
    that its use costs no write.
    """
    store = get_logins()
    account = store.account(identity.user_id)
    token = secrets.token_urlsafe(32)
    session = Session(
        identity.user_id, identity.login, strength, timestamp(), secrets.token_bytes(32)
    )
    store.sessions[digest(token)] = session
    account.sessions = frozenset({*_alive(account.sessions), digest(token)})
    return _ticket(token, session, timestamp())


def find_session(ticket: str) -> Session | None:
    """The live session of a ticket; None if it is forged, ended or idle."""
    token, moment, signature = _parts(ticket)
    session = get_logins().sessions.get(digest(token)) if token else None
    if session is None or not compare_digest(_sign(session, moment), signature):
        return None
    idle, age = timestamp() - int(moment), timestamp() - session.opened
    if idle >= settings().session_idle or age >= settings().session_life:
        return None
    return session


def renew_ticket(ticket: str) -> str | None:
    """The ticket for this moment, or None while the one at hand will do.

    The moment is rounded up to a minute: a session never ends early, and
    at most a minute late. Only for a ticket that find_session accepted.
    """
    token, moment, _signature = _parts(ticket)
    if timestamp() <= int(moment):
        return None
    session = get_logins().sessions[digest(token)]
    return _ticket(token, session, -(-timestamp() // 60) * 60)


def close_session(ticket: str) -> None:
    """End the session of a ticket, if it is one (R42)."""
    token, _moment, _signature = _parts(ticket)
    session = get_logins().sessions.pop(digest(token), None)
    if session is not None:
        account = get_logins().account(session.user_id)
        account.sessions = account.sessions - {digest(token)}
        audit(AuditTag.LOGOUT, session.user_id)


def close_sessions(user_id: str, keep: str = "") -> None:
    """End all sessions of an account, but not that of the ticket `keep`."""
    store = get_logins()
    account = store.peek(user_id)
    if account is None:
        return
    kept = digest(_parts(keep)[0])
    for key in account.sessions - {kept}:
        store.sessions.pop(key, None)
    account.sessions = account.sessions & {kept}
    audit(AuditTag.SESSIONS_ENDED, user_id)


def _alive(keys: frozenset[str]) -> frozenset[str]:
    """The sessions that may still be used; the rest is dropped from the store.

    How long a session has been idle is known to its browser alone, so the
    store keeps it for its longest life.
    """
    sessions = get_logins().sessions
    horizon = timestamp() - settings().session_life
    dead = {key for key in keys if _opened(key) <= horizon}
    for key in dead:
        sessions.pop(key, None)
    return keys - dead


def _opened(key: str) -> int:
    session = get_logins().sessions.get(key)
    return session.opened if session else 0


def _ticket(token: str, session: Session, moment: int) -> str:
    return f"{token}.{moment}.{_sign(session, str(moment))}"


def _sign(session: Session, moment: str) -> str:
    return hmac(session.key, moment.encode(), "sha256").hexdigest()


def _parts(ticket: str) -> tuple[str, str, str]:
    """The three parts of a ticket; empty ones for anything else."""
    parts = ticket.split(".")
    if len(parts) != 3 or not ticket.isascii() or not parts[1].isdecimal():
        return "", "", ""
    return parts[0], parts[1], parts[2]
