"""The login in two steps: a password opens an attempt, a code ends it (R8)."""

from dataclasses import dataclass
from ndl.registration.config import settings
from ndl.registration.config import timestamp
from ndl.registration.events import audit
from ndl.registration.events import AuditTag
from ndl.registration.login import attempts
from ndl.registration.login import errors
from ndl.registration.login.accounts import get_logins
from ndl.registration.login.accounts import Identity
from ndl.registration.login.attempts import LiveAttempt
from ndl.registration.login.codes import is_code
from ndl.registration.login.codes import normalize_code
from ndl.registration.login.delivery.email import send_code
from ndl.registration.login.limits import are_codes_blocked
from ndl.registration.login.limits import count_wrong_code
from ndl.registration.login.limits import count_wrong_password
from ndl.registration.login.limits import forget_wrong_passwords
from ndl.registration.login.limits import is_password_locked
from ndl.registration.login.sessions import open_session
from ndl.registration.login.sessions import Strength
from ndl.registration.login.sources import find_identity
from ndl.registration.login.sources import source_of
from ndl.registration.patrons.email import mask_email
from ndl.registration.patrons.passwords import waste_time

import re


EMAIL = "email"


@dataclass(frozen=True)
class LoggedIn:
    """The login is complete; `ticket` is for the browser."""

    user_id: str
    ticket: str


@dataclass(frozen=True)
class CodeSent:
    """A code is on its way to `recipient` (masked); `token` is the attempt."""

    token: str
    recipient: str


@dataclass(frozen=True)
class Refused:
    """The step failed and was counted; `ended` tells that all starts anew."""

    message: str
    ended: bool = False


def enter_password(
    login: str, password: str, user_agent: str
) -> LoggedIn | CodeSent | Refused:
    """Take the first step. Never raises once it has counted.

    Unknown, wrong and locked are answered alike, after the same work.
    """
    identity = _identify(login, password)
    if identity is None:
        return Refused(errors.wrong_password())
    if identity.barred:
        return _refuse(identity, identity.barred)
    if not identity.needs_code:
        return _complete(identity, Strength.PASSWORD)
    if are_codes_blocked(get_logins().account(identity.user_id)):
        return _refuse(identity, errors.CODES_BLOCKED)
    if not identity.email:
        return _refuse(identity, errors.NO_EMAIL)
    token, code = attempts.begin(identity, EMAIL, user_agent)
    return _send(identity, token, code)


def enter_code(token: str, typed: str, user_agent: str) -> LoggedIn | Refused:
    """Take the second step. Never raises once it has counted."""
    attempt = attempts.find(token, user_agent)
    if attempt is None:
        return Refused(errors.ATTEMPT_ENDED, ended=True)
    if are_codes_blocked(attempt.account):
        return _end(attempt, errors.CODES_BLOCKED)
    code = normalize_code(typed)
    if not re.fullmatch("[0-9]{6}", code):
        return Refused(errors.CODE_MALFORMED)
    if not is_code(token, attempt.state.code, code):
        return _count(attempt)
    attempts.end(attempt.account)
    return _complete(attempt.identity, Strength.CODE)


def send_again(token: str, user_agent: str) -> CodeSent | Refused:
    """Send a new code for the same attempt; the former one is void."""
    attempt = attempts.find(token, user_agent)
    if attempt is None:
        return Refused(errors.ATTEMPT_ENDED, ended=True)
    if attempt.state.resends >= settings().resend_limit:
        return Refused(errors.RESEND_LIMIT)
    wait = attempt.state.issued + settings().resend_wait - timestamp()
    if wait > 0:
        return Refused(errors.resend_wait(wait))
    return _send(attempt.identity, token, attempts.renew_code(attempt))


def pending(token: str, user_agent: str) -> CodeSent | None:
    """What the code page shows of an attempt that is still alive."""
    attempt = attempts.find(token, user_agent)
    if attempt is None:
        return None
    return CodeSent(token, mask_email(attempt.identity.email))


def _identify(login: str, password: str) -> Identity | None:
    identity = find_identity(login)
    if identity is None:
        waste_time(password)
        audit(AuditTag.LOGIN_PASSWORD_FAILED)
        return None
    account = get_logins().account(identity.user_id)
    locked = is_password_locked(account)
    right = source_of(identity).check_password(identity, password)
    if locked:
        audit(AuditTag.LOGIN_PASSWORD_FAILED, identity.user_id, locked=True)
        return None
    if not right:
        audit(AuditTag.LOGIN_PASSWORD_FAILED, identity.user_id)
        if count_wrong_password(account):
            audit(AuditTag.LOGIN_PASSWORD_LOCKED, identity.user_id)
        return None
    forget_wrong_passwords(account)
    return identity


def _send(identity: Identity, token: str, code: str) -> CodeSent:
    send_code(identity, code)
    audit(AuditTag.LOGIN_CODE_SENT, identity.user_id, channel=EMAIL)
    return CodeSent(token, mask_email(identity.email))


def _count(attempt: LiveAttempt) -> Refused:
    left = attempts.note_wrong_code(attempt)
    count_wrong_code(attempt.account)
    audit(AuditTag.LOGIN_CODE_FAILED, attempt.identity.user_id, left=left)
    if not left:
        return _end(attempt, errors.TOO_MANY_WRONG)
    if are_codes_blocked(attempt.account):
        return _end(attempt, errors.CODES_BLOCKED)
    return Refused(errors.wrong_code(left))


def _end(attempt: LiveAttempt, message: str) -> Refused:
    attempts.end(attempt.account)
    audit(AuditTag.LOGIN_ATTEMPT_ENDED, attempt.identity.user_id)
    return Refused(message, ended=True)


def _refuse(identity: Identity, message: str) -> Refused:
    audit(AuditTag.LOGIN_PASSWORD_REFUSED, identity.user_id)
    return Refused(message)


def _complete(identity: Identity, strength: Strength) -> LoggedIn:
    ticket = open_session(identity, strength)
    source_of(identity).logged_in(identity)
    audit(AuditTag.LOGIN_SUCCEEDED, identity.user_id, strength=strength)
    return LoggedIn(identity.user_id, ticket)
