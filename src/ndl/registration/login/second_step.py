"""The second step of the login: the authentication code (R18-R37)."""

from ndl.registration.config import settings
from ndl.registration.config import timestamp
from ndl.registration.events import audit
from ndl.registration.events import AuditTag
from ndl.registration.login import attempts
from ndl.registration.login import errors
from ndl.registration.login import limits
from ndl.registration.login.attempts import LiveAttempt
from ndl.registration.login.client import Client
from ndl.registration.login.codes import is_code
from ndl.registration.login.codes import normalize_code
from ndl.registration.login.completion import complete
from ndl.registration.login.delivery import EMAIL
from ndl.registration.login.delivery import get_channel
from ndl.registration.login.gates import refuse_sending
from ndl.registration.login.gates import refuse_step
from ndl.registration.login.results import CodeSent
from ndl.registration.login.results import LoggedIn
from ndl.registration.login.results import Refused
from ndl.registration.login.sessions import Strength
from ndl.registration.login.sources import source_of
from ndl.registration.login.throttle import Limiter
from ndl.registration.login.warning import warn_of_wrong_codes
from ndl.registration.patrons.email import parse_email
from ndl.registration.patrons.errors import DomainError
from ndl.registration.patrons.errors import EmailTaken

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
    if limits.are_codes_blocked(attempt.account):
        return _end(attempt, errors.CODES_BLOCKED)
    code = normalize_code(typed)
    if not re.fullmatch("[0-9]{6}", code):
        return Refused(errors.CODE_MALFORMED)
    if not is_code(token, attempt.state.code, code):
        return _count(attempt)
    return _finish(attempt, client, keep)


def send_again(token: str, client: Client) -> CodeSent | Refused:
    """Send a new code the same way; the former one is void."""
    attempt = attempts.find(token, client.user_agent)
    if attempt is None or not attempt.state.code:
        return Refused(errors.ATTEMPT_ENDED, ended=True)
    return _resend(attempt, attempt.state.channel, client)


def send_by(token: str, channel: str, client: Client) -> CodeSent | Refused:
    """Send a new code by another channel (R31); it counts as sending again."""
    attempt = attempts.find(token, client.user_agent)
    if attempt is None:
        return Refused(errors.ATTEMPT_ENDED, ended=True)
    if not get_channel(channel).serves(attempt.identity):
        return Refused(errors.CHANNEL_CLOSED)
    return _resend(attempt, channel, client)


def give_address(token: str, typed: str, client: Client) -> CodeSent | Refused:
    """Send the code to an address the patron gives, as none is on file (R20-R22)."""
    attempt = attempts.find(token, client.user_agent)
    if attempt is None:
        return Refused(errors.ATTEMPT_ENDED, ended=True)
    if attempt.owner.email or not settings().ask_for_address:
        return _end(attempt, errors.ATTEMPT_ENDED)
    # The answer tells whether an address is taken.
    refused = refuse_step(Limiter.CODES, client)
    if refused:
        return refused
    try:
        address = parse_email(typed)
        source_of(attempt.owner).require_free(address)
    except DomainError as error:
        return Refused(error.message)
    attempts.note_address(attempt, address)
    audit(AuditTag.LOGIN_ADDRESS_GIVEN, attempt.owner.user_id)
    return _resend(attempt, EMAIL, client)


def pending(token: str, client: Client) -> CodeSent | None:
    """What the code page shows of an attempt that waits for its code."""
    attempt = attempts.find(token, client.user_agent)
    if attempt is None or not attempt.state.code:
        return None
    return _sent(attempt)


def send_code(attempt: LiveAttempt, channel: str) -> CodeSent:
    """Issue a code and send it by the channel."""
    code = attempts.issue_code(attempt, channel)
    get_channel(channel).send(attempt.identity, code)
    audit(AuditTag.LOGIN_CODE_SENT, attempt.owner.user_id, channel=channel)
    return _sent(attempt)


def _sent(attempt: LiveAttempt) -> CodeSent:
    recipient = get_channel(attempt.state.channel).recipient(attempt.identity)
    return CodeSent(attempt.token, recipient, may_keep=not attempt.state.address)


def _resend(attempt: LiveAttempt, channel: str, client: Client) -> CodeSent | Refused:
    if attempt.state.code:
        if attempt.state.resends >= settings().resend_limit:
            return Refused(errors.RESEND_LIMIT)
        wait = attempt.state.issued + settings().resend_wait - timestamp()
        if wait > 0:
            return Refused(errors.resend_wait(wait))
    refused = refuse_sending(attempt.owner.user_id, client)
    return refused or send_code(attempt, channel)


def _finish(attempt: LiveAttempt, client: Client, keep: bool) -> LoggedIn | Refused:
    address = attempt.state.address
    attempts.end(attempt)
    if not address:
        return complete(attempt.owner, Strength.CODE, client, keep, remember=True)
    try:
        source_of(attempt.owner).store_email(attempt.owner, address)
    except EmailTaken as error:
        return Refused(error.message, ended=True)
    audit(AuditTag.LOGIN_ADDRESS_STORED, attempt.owner.user_id)
    return complete(attempt.owner, Strength.CODE, client)


def _count(attempt: LiveAttempt) -> Refused:
    left = attempts.note_wrong_code(attempt)
    limits.count_wrong_code(attempt.account)
    audit(AuditTag.LOGIN_CODE_FAILED, attempt.owner.user_id, left=left)
    if not left:
        warn_of_wrong_codes(attempt)
        return _end(attempt, errors.TOO_MANY_WRONG)
    if limits.are_codes_blocked(attempt.account):
        return _end(attempt, errors.CODES_BLOCKED)
    return Refused(errors.wrong_code(left))


def _end(attempt: LiveAttempt, message: str) -> Refused:
    attempts.end(attempt)
    audit(AuditTag.LOGIN_ATTEMPT_ENDED, attempt.owner.user_id)
    return Refused(message, ended=True)
