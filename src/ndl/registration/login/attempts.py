"""Login attempts, from the correct password to the correct 6-digit code (R23)."""

from dataclasses import dataclass
from dataclasses import replace
from hmac import compare_digest
from hmac import new as hmac
from ndl.registration.clock import is_over
from ndl.registration.clock import timestamp
from ndl.registration.interfaces import Identity
from ndl.registration.login.accounts import Account
from ndl.registration.login.accounts import Attempt
from ndl.registration.login.accounts import get_logins
from ndl.registration.login.sources import get_identity
from ndl.registration.sealed import digest
from ndl.registration.settings import settings

import secrets


_DIGITS = 6


@dataclass(frozen=True)
class LiveAttempt:
    """An attempt that was found by its token, with its account and owner."""

    token: str
    account: Account
    owner: Identity

    @property
    def state(self) -> Attempt:
        """The stored state of the attempt."""
        assert self.account.attempt is not None  # noqa: S101
        return self.account.attempt

    @property
    def identity(self) -> Identity:
        """The owner, with the address that was given in this attempt, if any."""
        if not self.state.address:
            return self.owner
        return replace(self.owner, email=self.state.address)


def begin(identity: Identity, channel: str, user_agent: str) -> LiveAttempt:
    """Start an attempt without a code, ending an earlier attempt of the account."""
    store = get_logins()
    account = store.account(identity.user_id)
    store.end_attempt(account)
    token = secrets.token_urlsafe(32)
    store.attempts[digest(token)] = (identity.source, identity.user_id)
    account.attempt = Attempt(
        token=digest(token),
        code=b"",
        channel=channel,
        user_agent=digest(user_agent),
        issued=timestamp(),
    )
    return LiveAttempt(token, account, identity)


def find(token: str, user_agent: str) -> LiveAttempt | None:
    """The live attempt of this token and browser, or None.

    It is valid as long as its code: 15 minutes from issue by default (R25).
    """
    source, user_id = get_logins().attempts.get(digest(token), ("", ""))
    account = get_logins().peek(user_id)
    if account is None or account.attempt is None:
        return None
    state, identity = account.attempt, get_identity(source, user_id)
    if identity is None or identity.barred:
        return None
    if (state.token, state.user_agent) != (digest(token), digest(user_agent)):
        return None
    if is_over(state.issued, settings().code_lifetime):
        # Ended for good, as the clock may be set back later.
        get_logins().end_attempt(account)
        return None
    return LiveAttempt(token, account, identity)


def is_former_code(attempt: LiveAttempt, typed: str) -> bool:
    """Whether the typed code was replaced by a newer code of this attempt."""
    return any(is_code(attempt.token, one, typed) for one in attempt.state.former)


def end(attempt: LiveAttempt) -> None:
    """End the attempt, so that its token and codes no longer work."""
    get_logins().end_attempt(attempt.account)


def note_wrong_code(attempt: LiveAttempt) -> int:
    """Count a wrong code against the attempt and return the number of tries left."""
    wrong = attempt.state.wrong_codes + 1
    attempt.account.attempt = replace(attempt.state, wrong_codes=wrong)
    return max(0, settings().code_tries - wrong)


def issue_code(attempt: LiveAttempt, channel: str, address: str = "") -> str:
    """Set a new code for the attempt and return it; the count of wrong codes stays.

    `address` is the destination if it is not the address on file: code and address
    change together, so that a correct code proves control of that address.
    """
    code, state = new_code(), attempt.state
    attempt.account.attempt = replace(
        state,
        code=code_digest(attempt.token, code),
        former=(*state.former, state.code) if state.code else state.former,
        channel=channel,
        address=address,
        issued=timestamp(),
        resends=state.resends + bool(state.code),
    )
    return code


def new_code() -> str:
    """Six random digits, leading zeros kept."""
    return f"{secrets.randbelow(10**_DIGITS):0{_DIGITS}d}"


def code_digest(attempt_token: str, code: str) -> bytes:
    """Digest of a code, as it is stored.

    The key is the attempt's token, which only the browser holds, so that a reader of
    the storage cannot find the code by trying all codes.
    """
    return hmac(attempt_token.encode(), code.encode(), "sha256").digest()


def is_code(attempt_token: str, digest: bytes, typed: str) -> bool:
    """Whether the typed text is the code behind `digest`; compares in constant time."""
    return compare_digest(code_digest(attempt_token, typed), digest)
