"""Login attempts: from a right password to a right code."""

from dataclasses import dataclass
from dataclasses import replace
from ndl.registration.config import settings
from ndl.registration.config import timestamp
from ndl.registration.login.accounts import Account
from ndl.registration.login.accounts import Attempt
from ndl.registration.login.accounts import digest
from ndl.registration.login.accounts import get_logins
from ndl.registration.login.accounts import Identity
from ndl.registration.login.codes import code_digest
from ndl.registration.login.codes import new_code
from ndl.registration.login.sources import get_identity

import secrets


@dataclass(frozen=True)
class LiveAttempt:
    """An attempt as found by its token, with the account it belongs to."""

    token: str
    identity: Identity
    account: Account
    state: Attempt


def begin(identity: Identity, channel: str, user_agent: str) -> tuple[str, str]:
    """Start an attempt and return its token and code; it ends an older one."""
    account = get_logins().account(identity.user_id)
    end(account)
    token, code = secrets.token_urlsafe(32), new_code()
    get_logins().attempts[digest(token)] = (identity.source, identity.user_id)
    account.attempt = Attempt(
        token=digest(token),
        code=code_digest(token, code),
        channel=channel,
        user_agent=digest(user_agent),
        issued=timestamp(),
    )
    return token, code


def end(account: Account) -> None:
    """End the account's attempt, if there is one."""
    if account.attempt is not None:
        get_logins().attempts.pop(account.attempt.token, None)
        account.attempt = None


def find(token: str, user_agent: str) -> LiveAttempt | None:
    """The live attempt of this token and browser.

    It lives as long as its code: 15 minutes from issue (R25).
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
    if timestamp() - state.issued >= settings().code_lifetime:
        return None
    return LiveAttempt(token, identity, account, state)


def note_wrong_code(attempt: LiveAttempt) -> int:
    """Count a wrong code against the attempt and return the tries left."""
    wrong = attempt.state.wrong_codes + 1
    attempt.account.attempt = replace(attempt.state, wrong_codes=wrong)
    return max(0, settings().code_tries - wrong)


def renew_code(attempt: LiveAttempt) -> str:
    """A new code for the attempt; the old one is void, its count stays."""
    code = new_code()
    attempt.account.attempt = replace(
        attempt.state,
        code=code_digest(attempt.token, code),
        issued=timestamp(),
        resends=attempt.state.resends + 1,
    )
    return code
