"""Requests for calls, which are made after the commit, and their status."""

from datetime import timedelta
from ndl.registration.clock import now
from ndl.registration.clock import timestamp
from ndl.registration.config import supported_language
from ndl.registration.limits.client import Client
from ndl.registration.login import attempts
from ndl.registration.sealed import digest
from ndl.registration.settings import settings
from ndl.registration.voice.caps import call_refusal
from ndl.registration.voice.caps import CallRefused
from ndl.registration.voice.caps import cost_class
from ndl.registration.voice.caps import cost_day
from ndl.registration.voice.interfaces import CallStatus
from ndl.registration.voice.interfaces import VoiceJob
from ndl.registration.voice.store import Call
from ndl.registration.voice.store import get_calls
from ndl.registration.voice.worker import call_after_commit

import secrets


def ask_for_call(
    user_id: str,
    number: str,
    code: str,
    language: str,
    attempt: str,
    is_trial: bool = False,
) -> None:
    """Have a code read out at a number.

    `attempt` is the digest of the login attempt, or a label for other calls. Raises
    CallRefused if a limit is reached.
    """
    paid_by = cost_class(number)
    if paid_by is None:
        raise ValueError("a number that is not called")
    reason = call_refusal(user_id, number)
    if reason:
        raise CallRefused(reason)
    call = Call(secrets.token_urlsafe(16), attempt, timestamp(), paid_by.cost)
    get_calls().add(user_id, digest(number), cost_day(), call)
    job = VoiceJob(
        call.call_id,
        number,
        code,
        now() + timedelta(seconds=settings().code_lifetime),
        supported_language(language),
        bool(settings().voice_key_first),
    )
    call_after_commit(user_id, job, is_trial)


def call_status(token: str, client: Client) -> CallStatus | None:
    """State of the last call of the attempt, or None."""
    attempt = attempts.find(token, client.user_agent)
    if attempt is None:
        return None
    return get_calls().status_of(attempt.owner.user_id, attempt.state.token)
