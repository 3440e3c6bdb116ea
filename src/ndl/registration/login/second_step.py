"""The second step of the login: the authentication code (R18-R37)."""

from ndl.registration.events import audit
from ndl.registration.events import AuditTag
from ndl.registration.folding import CODE_LENGTH
from ndl.registration.folding import fold_code
from ndl.registration.folding import within
from ndl.registration.limits.client import Client
from ndl.registration.limits.throttle import Limiter
from ndl.registration.login import attempts
from ndl.registration.login import lockout
from ndl.registration.login.completion import complete
from ndl.registration.login.owner import store_address
from ndl.registration.login.owner import warn_of_wrong_codes
from ndl.registration.login.results import ATTEMPT_ENDED
from ndl.registration.login.results import CODE_MALFORMED
from ndl.registration.login.results import CODES_BLOCKED
from ndl.registration.login.results import former_code
from ndl.registration.login.results import LoggedIn
from ndl.registration.login.results import refuse_step
from ndl.registration.login.results import Refused
from ndl.registration.login.results import refused_for
from ndl.registration.login.results import TOO_MANY_WRONG
from ndl.registration.login.results import wrong_code
from ndl.registration.login.sending import close_attempt
from ndl.registration.login.sessions import Strength
from ndl.registration.patrons.email import EmailTaken

import re


def enter_code(
    token: str, typed: str, client: Client, keep: bool = False
) -> LoggedIn | Refused:
    """Check the code and complete the login. Never raises after counting the step."""
    refused = refuse_step(Limiter.CODES, client)
    if refused:
        return refused
    attempt = attempts.find(token, client.user_agent)
    if attempt is None or not attempt.state.code:
        return Refused(ATTEMPT_ENDED, ended=True)
    if lockout.are_codes_blocked(attempt.account):
        return _block(attempt)
    code = fold_code(within(typed, CODE_LENGTH))
    if not re.fullmatch("[0-9]{6}", code):
        return Refused(CODE_MALFORMED)
    if not attempts.is_code(token, attempt.state.code, code):
        return _count(attempt, code)
    return _finish(attempt, client, keep)


def _finish(
    attempt: attempts.LiveAttempt, client: Client, keep: bool
) -> LoggedIn | Refused:
    address = attempt.state.address
    attempts.end(attempt)
    if not address:
        return complete(attempt.owner, Strength.CODE, client, keep, remember=True)
    try:
        store_address(attempt.owner, address)
    except EmailTaken as error:
        return refused_for(error, ended=True)
    return complete(attempt.owner, Strength.CODE, client)


def _count(attempt: attempts.LiveAttempt, code: str) -> Refused:
    left = attempts.note_wrong_code(attempt)
    lockout.count_wrong_code(attempt.account)
    audit(AuditTag.LOGIN_CODE_FAILED, attempt.owner.user_id, left=left)
    blocked = lockout.are_codes_blocked(attempt.account)
    if blocked or not left:
        warn_of_wrong_codes(attempt)
    if blocked:
        return _block(attempt)
    if not left:
        return close_attempt(attempt, TOO_MANY_WRONG)
    if attempts.is_former_code(attempt, code):
        return Refused(former_code(left))
    return Refused(wrong_code(left))


def _block(attempt: attempts.LiveAttempt) -> Refused:
    audit(AuditTag.LOGIN_CODE_BLOCKED, attempt.owner.user_id)
    return close_attempt(attempt, CODES_BLOCKED, limited=True)
