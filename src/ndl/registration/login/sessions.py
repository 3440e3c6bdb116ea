"""Sessions: stored and ended at the server (R38, R39, R145)."""

from dataclasses import dataclass
from enum import StrEnum
from hmac import compare_digest
from hmac import new as hmac
from ndl.registration.clock import CLOCK_SKEW
from ndl.registration.clock import is_over
from ndl.registration.clock import MINUTE
from ndl.registration.clock import timestamp
from ndl.registration.events import audit
from ndl.registration.events import AuditTag
from ndl.registration.interfaces import Identity
from ndl.registration.login.accounts import get_logins
from ndl.registration.login.browsers import forget_browsers
from ndl.registration.sealed import digest
from ndl.registration.settings import settings

import secrets


_ID_LENGTH = 16


class Strength(StrEnum):
    """Strength of the authentication that opened a session."""

    PASSWORD = "pwd"
    REMEMBERED = "browser"
    CODE = "otp"


class SessionKind(StrEnum):
    """Kinds of sessions, which differ in how they expire."""

    NORMAL = "normal"
    KEPT = "kept"
    TERMINAL = "terminal"


@dataclass(frozen=True)
class Session:
    """A session of an account; `key` signs the time of its last use."""

    user_id: str
    login: str
    strength: Strength
    kind: SessionKind
    opened: int
    user_agent: str
    key: bytes

    @property
    def public_id(self) -> str:
        """ID for the user's list of sessions; useless for authentication."""
        return hmac(self.key, b"public", "sha256").hexdigest()[:_ID_LENGTH]

    @property
    def idle(self) -> int:
        """Seconds without a request after which the session ends; 0 for never."""
        values = settings()
        idle = {SessionKind.KEPT: 0, SessionKind.TERMINAL: values.terminal_idle}
        return idle.get(self.kind, values.session_idle)

    @property
    def life(self) -> int:
        """Seconds after which the session ends even if it is in use."""
        values = settings()
        return (
            values.keep_life if self.kind is SessionKind.KEPT else values.session_life
        )

    def has_code_within(self, seconds: int) -> bool:
        """Whether the session was opened with a code at most `seconds` ago."""
        is_code = self.strength is Strength.CODE
        return is_code and not is_over(self.opened, seconds)

    def is_over(self, moment: int) -> bool:
        """Whether the session has expired, if `moment` is the time of its last use."""
        if is_over(self.opened, self.life):
            return True
        # The time of the last use is rounded up to a minute.
        return bool(self.idle) and is_over(moment, self.idle, MINUTE + CLOCK_SKEW)


def open_session(
    identity: Identity,
    strength: Strength,
    kind: SessionKind = SessionKind.NORMAL,
    user_agent: str = "",
) -> str:
    """Open a session and return its ticket for the browser.

    The ticket is "token.moment.signature". The server stores only the digest of the
    token; the signed moment is the time of the last use, so that using a session needs
    no write.
    """
    store = get_logins()
    account = store.account(identity.user_id)
    token = secrets.token_urlsafe(32)
    session = Session(
        user_id=identity.user_id,
        login=identity.login,
        strength=strength,
        kind=kind,
        opened=timestamp(),
        user_agent=user_agent[:200],
        key=secrets.token_bytes(32),
    )
    store.sessions[digest(token)] = session
    account.sessions = frozenset({*_alive(account.sessions), digest(token)})
    return _ticket(token, session, timestamp())


def find_session(ticket: str) -> Session | None:
    """The live session of a ticket, or None if it is forged, ended or idle."""
    session = _signed_session(ticket)
    if session is None or session.is_over(int(_parts(ticket)[1])):
        return None
    return session


def end_expired_session(ticket: str) -> None:
    """Delete the session of a ticket if it has expired.

    Authenticating with a ticket writes nothing. This is called afterwards, so that a
    clock that is set back does not revive the session.
    """
    session = _signed_session(ticket)
    if session is not None and session.is_over(int(_parts(ticket)[1])):
        _drop(session, digest(_parts(ticket)[0]))


def renew_ticket(ticket: str) -> str | None:
    """A ticket for the current time, or None while the present ticket is recent enough.

    The time is rounded up to a minute: a session never ends early, and at most a minute
    late. Only for a ticket that find_session accepted.
    """
    token, moment, _signature = _parts(ticket)
    session = get_logins().sessions[digest(token)]
    if not session.idle or timestamp() <= int(moment):
        return None
    return _ticket(token, session, -(-timestamp() // 60) * 60)


def close_session(ticket: str) -> None:
    """End the session of a ticket, if there is such a session (R42)."""
    token, _moment, _signature = _parts(ticket)
    session = get_logins().sessions.get(digest(token))
    if session is not None:
        _drop(session, digest(token))
        audit(AuditTag.LOGOUT, session.user_id)


def close_sessions(user_id: str, keep: str = "") -> None:
    """End all sessions of an account except that of the ticket `keep`.

    This also ends a login attempt under way and forgets the remembered browsers.
    """
    store = get_logins()
    account = store.peek(user_id)
    if account is None:
        return
    kept = digest(_parts(keep)[0])
    for key in account.sessions - {kept}:
        store.sessions.pop(key, None)
    account.sessions = account.sessions & {kept}
    forget_browsers(user_id)
    store.end_attempt(account)
    audit(AuditTag.SESSIONS_ENDED, user_id)


def sessions_of(user_id: str) -> list[Session]:
    """The sessions of an account that may still be valid, newest first."""
    account = get_logins().peek(user_id)
    keys = account.sessions if account else ()
    found = (get_logins().sessions.get(key) for key in keys)
    alive = [s for s in found if s and not is_over(s.opened, s.life)]
    return sorted(alive, key=lambda session: -session.opened)


def _signed_session(ticket: str) -> Session | None:
    """The session of a ticket with a valid signature, also if it is over."""
    token, moment, signature = _parts(ticket)
    session = get_logins().sessions.get(digest(token)) if token else None
    if session is None or not compare_digest(_sign(session, moment), signature):
        return None
    return session


def _drop(session: Session, key: str) -> None:
    get_logins().sessions.pop(key, None)
    account = get_logins().account(session.user_id)
    account.sessions = account.sessions - {key}


def _alive(keys: frozenset[str]) -> frozenset[str]:
    """The sessions that may still be valid; deletes the others from the store.

    Only the ticket in the browser holds the time of the last use, so the store keeps a
    session for its longest lifetime.
    """
    sessions = get_logins().sessions
    dead = {key for key in keys if _is_over(sessions.get(key))}
    for key in dead:
        sessions.pop(key, None)
    return keys - dead


def _is_over(session: Session | None) -> bool:
    return session is None or is_over(session.opened, session.life)


def _ticket(token: str, session: Session, moment: int) -> str:
    return f"{token}.{moment}.{_sign(session, str(moment))}"


def _sign(session: Session, moment: str) -> str:
    return hmac(session.key, moment.encode(), "sha256").hexdigest()


def _parts(ticket: str) -> tuple[str, str, str]:
    """The three parts of a ticket; empty strings if it is malformed."""
    parts = ticket.split(".")
    if len(parts) != 3 or not ticket.isascii() or not parts[1].isdecimal():
        return "", "", ""
    return parts[0], parts[1], parts[2]
