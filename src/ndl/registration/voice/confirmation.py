"""Confirmation of the number, after which the code is read out by telephone (R32)."""

from hmac import compare_digest
from ndl.registration import _
from ndl.registration.errors import Code
from ndl.registration.errors import Refusal
from ndl.registration.events import audit
from ndl.registration.events import AuditTag
from ndl.registration.limits.client import Client
from ndl.registration.limits.throttle import Limiter
from ndl.registration.login import attempts
from ndl.registration.login.results import ATTEMPT_ENDED
from ndl.registration.login.results import CHANNEL_CLOSED
from ndl.registration.login.results import CodeSent
from ndl.registration.login.results import refuse_step
from ndl.registration.login.results import Refused
from ndl.registration.login.sending import on_its_way
from ndl.registration.login.sending import send_again
from ndl.registration.login.sending import send_confirmed
from ndl.registration.voice.caps import call_refusal
from ndl.registration.voice.caps import number_refusal
from ndl.registration.voice.caps import PHONE_MISSING
from ndl.registration.voice.caps import read_number
from ndl.registration.voice.channel import has_provider
from ndl.registration.voice.channel import phone_of
from ndl.registration.voice.channel import VOICE


# The same message for a wrong number and for patrons who are not called.
PHONE_DIFFERS = Refusal(
    Code.PHONE_DIFFERS,
    _(
        "No call can be made to this number. Enter the telephone number that is "
        "registered in your user information. Voice calls are for official "
        "patrons who reside in Japan."
    ),
)


def call_number(token: str, typed: str, client: Client) -> CodeSent | Refused:
    """Have the code read out at the number on file, if the same number was typed.

    A wrong, missing or foreign number and a simple registration get the same answer
    after the same work. Raises the same as enter_password.
    """
    given = read_number(typed)
    if given is None:
        return Refused(PHONE_MISSING)
    refused = refuse_step(Limiter.CALLS, client)
    if refused:
        return refused
    attempt = attempts.find(token, client.user_agent)
    if attempt is None:
        return Refused(ATTEMPT_ENDED, ended=True)
    user_id = attempt.owner.user_id
    reason = number_refusal(user_id, client)
    if reason:
        return Refused(reason, limited=True)
    number = phone_of(attempt.owner)
    is_same = compare_digest(given.encode(), number.encode())
    if not (is_same and number and has_provider()):
        audit(AuditTag.LOGIN_PHONE_REFUSED, user_id)
        return Refused(PHONE_DIFFERS)
    return on_its_way(attempt, VOICE) or _call(attempt, number, client)


def once_more(token: str, client: Client) -> CodeSent | Refused:
    """Send a new code the same way as the last: by mail or by call.

    Raises the same as enter_password.
    """
    if is_called(token, client):
        return call_again(token, client)
    return send_again(token, client)


def call_again(token: str, client: Client) -> CodeSent | Refused:
    """Call again with a new code; the number was confirmed in this attempt.

    Raises the same as enter_password.
    """
    attempt = attempts.find(token, client.user_agent)
    if attempt is None or attempt.state.channel != VOICE or not attempt.state.code:
        return Refused(ATTEMPT_ENDED, ended=True)
    refused = refuse_step(Limiter.CALLS, client)
    if refused:
        return refused
    number = phone_of(attempt.owner)
    if not (number and has_provider()):
        return Refused(CHANNEL_CLOSED)
    return _call(attempt, number, client)


def is_called(token: str, client: Client) -> bool:
    """Whether the code of the attempt is read out by telephone."""
    attempt = attempts.find(token, client.user_agent)
    return attempt is not None and attempt.state.channel == VOICE


def _call(
    attempt: attempts.LiveAttempt, number: str, client: Client
) -> CodeSent | Refused:
    user_id = attempt.owner.user_id
    reason = call_refusal(user_id, number)
    if reason:
        # Checked before a new code is issued, so that the former code stays valid.
        audit(AuditTag.LOGIN_CALL_REFUSED, user_id, why=reason.code.value)
        return Refused(reason, limited=True)
    return send_confirmed(attempt, VOICE, client)
