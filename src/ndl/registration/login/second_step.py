"""The second step of the login: the authentication code (R18-R37)."""

from ndl.registration.config import timestamp
from ndl.registration.errors import DomainError
from ndl.registration.errors import Reason
from ndl.registration.events import audit
from ndl.registration.events import AuditTag
from ndl.registration.folding import fold_code
from ndl.registration.limits.client import Client
from ndl.registration.limits.throttle import Limiter
from ndl.registration.login import attempts
from ndl.registration.login import errors
from ndl.registration.login import lockout
from ndl.registration.login.address import store_address
from ndl.registration.login.attempts import LiveAttempt
from ndl.registration.login.codes import is_code
from ndl.registration.login.completion import complete
from ndl.registration.login.delivery import channels_for
from ndl.registration.login.delivery import deliver
from ndl.registration.login.delivery import EMAIL
from ndl.registration.login.delivery import get_channel
from ndl.registration.login.refusals import refuse_sending
from ndl.registration.login.refusals import refuse_step
from ndl.registration.login.results import CodeSent
from ndl.registration.login.results import LoggedIn
from ndl.registration.login.results import Refused
from ndl.registration.login.sessions import Strength
from ndl.registration.login.sources import may_give_address
from ndl.registration.login.warning import warn_of_wrong_codes
from ndl.registration.patrons.email import parse_email
from ndl.registration.patrons.errors import EmailTaken
from ndl.registration.settings import settings
from ndl.registration.text import CODE_LENGTH
from ndl.registration.text import within

import re


def enter_code(
    token: str, typed: str, client: Client, keep: bool = False
) -> LoggedIn | Refused:
    """Take the second step. Never raises once it has counted."""
    refused = refuse_step(Limiter.CODES, client)
    if refused:
        return refused
    attempt = attempts.find(token, client.user_agent)
    if attempt is None or not attempt.state.code:
        return Refused(errors.ATTEMPT_ENDED, ended=True)
    if lockout.are_codes_blocked(attempt.account):
        return _block(attempt)
    code = fold_code(within(typed, CODE_LENGTH))
    if not re.fullmatch("[0-9]{6}", code):
        return Refused(errors.CODE_MALFORMED)
    if not is_code(token, attempt.state.code, code):
        return _count(attempt, code)
    return _finish(attempt, client, keep)


def send_again(token: str, client: Client) -> CodeSent | Refused:
    """Send a new code the same way; the former one is void.

    Raises as enter_password does.
    """
    attempt = attempts.find(token, client.user_agent)
    if attempt is None or not attempt.state.code:
        return Refused(errors.ATTEMPT_ENDED, ended=True)
    return _resend(attempt, attempt.state.channel, client, attempt.state.address)


def send_by(token: str, channel: str, client: Client) -> CodeSent | Refused:
    """Send a new code by another channel (R31); it counts as sending again.

    Raises as enter_password does.
    """
    attempt = attempts.find(token, client.user_agent)
    if attempt is None:
        return Refused(errors.ATTEMPT_ENDED, ended=True)
    if channel not in dict(channels_for(attempt.owner)):
        return Refused(errors.CHANNEL_CLOSED)
    return _resend(attempt, channel, client)


def give_address(token: str, typed: str, client: Client) -> CodeSent | Refused:
    """Send the code to an address the patron gives, as none is on file (R20-R22).

    Whether somebody else has the address is not told before its code was
    entered: only the reader of that mailbox learns it. Raises as enter_password
    does.
    """
    attempt = attempts.find(token, client.user_agent)
    if attempt is None:
        return Refused(errors.ATTEMPT_ENDED, ended=True)
    if attempt.owner.email or not may_give_address(attempt.owner):
        return _end(attempt, errors.ATTEMPT_ENDED)
    refused = refuse_step(Limiter.CODES, client)
    if refused:
        return refused
    try:
        address = parse_email(typed)
    except DomainError as error:
        return Refused(Reason(error.code, error.message))
    result = _resend(attempt, EMAIL, client, address)
    if isinstance(result, CodeSent):
        audit(AuditTag.LOGIN_ADDRESS_GIVEN, attempt.owner.user_id)
    return result


def pending(token: str, client: Client) -> CodeSent | None:
    """What the code page shows of an attempt that waits for its code."""
    attempt = attempts.find(token, client.user_agent)
    if attempt is None or not attempt.state.code:
        return None
    return _sent(attempt)


def send_code(attempt: LiveAttempt, channel: str, address: str = "") -> CodeSent:
    """Issue a code and send it by the channel. Raises as deliver does."""
    code = attempts.issue_code(attempt, channel, address)
    deliver(channel, attempt.identity, code)
    audit(AuditTag.LOGIN_CODE_SENT, attempt.owner.user_id, channel=channel)
    return _sent(attempt)


def _sent(attempt: LiveAttempt) -> CodeSent:
    channel = get_channel(attempt.state.channel)
    return CodeSent(
        attempt.token,
        channel.recipient(attempt.identity),
        channel.told(attempt.identity),
        may_keep=not attempt.state.address,
        replaces=bool(attempt.state.former),
    )


def _resend(
    attempt: LiveAttempt, channel: str, client: Client, address: str = ""
) -> CodeSent | Refused:
    if attempt.state.code:
        if attempt.state.resends >= settings().resend_limit:
            return Refused(errors.RESEND_LIMIT, limited=True)
        wait = attempt.state.issued + settings().resend_wait - timestamp()
        if wait > 0:
            return Refused(errors.resend_wait(wait), limited=True)
    refused = refuse_sending(attempt.owner.user_id, client)
    return refused or send_code(attempt, channel, address)


def _finish(attempt: LiveAttempt, client: Client, keep: bool) -> LoggedIn | Refused:
    address = attempt.state.address
    attempts.end(attempt)
    if not address:
        return complete(attempt.owner, Strength.CODE, client, keep, remember=True)
    try:
        store_address(attempt.owner, address)
    except EmailTaken as error:
        return Refused(Reason(error.code, error.message), ended=True)
    return complete(attempt.owner, Strength.CODE, client)


def _count(attempt: LiveAttempt, code: str) -> Refused:
    left = attempts.note_wrong_code(attempt)
    lockout.count_wrong_code(attempt.account)
    audit(AuditTag.LOGIN_CODE_FAILED, attempt.owner.user_id, left=left)
    blocked = lockout.are_codes_blocked(attempt.account)
    if blocked or not left:
        warn_of_wrong_codes(attempt)
    if blocked:
        return _block(attempt)
    if not left:
        return _end(attempt, errors.TOO_MANY_WRONG)
    if attempts.is_former_code(attempt, code):
        return Refused(errors.former_code(left))
    return Refused(errors.wrong_code(left))


def _block(attempt: LiveAttempt) -> Refused:
    audit(AuditTag.LOGIN_CODE_BLOCKED, attempt.owner.user_id)
    return _end(attempt, errors.CODES_BLOCKED, limited=True)


def _end(attempt: LiveAttempt, reason: Reason, limited: bool = False) -> Refused:
    attempts.end(attempt)
    audit(AuditTag.LOGIN_ATTEMPT_ENDED, attempt.owner.user_id)
    return Refused(reason, ended=True, limited=limited)
