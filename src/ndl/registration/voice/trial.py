"""Trial calls for managers, outside of a login."""

from dataclasses import dataclass
from datetime import timedelta
from ndl.registration import _
from ndl.registration.config import JAPAN
from ndl.registration.config import now
from ndl.registration.config import timestamp
from ndl.registration.declaration.fold import NotUnderstood
from ndl.registration.declaration.fold import parse_phone
from ndl.registration.errors import Code
from ndl.registration.errors import DomainError
from ndl.registration.events import audit
from ndl.registration.events import AuditTag
from ndl.registration.login.results import CHANNEL_CLOSED
from ndl.registration.sealed import digest
from ndl.registration.settings import settings
from ndl.registration.text import PHONE_LENGTH
from ndl.registration.text import within
from ndl.registration.voice.caps import call_refusal
from ndl.registration.voice.caps import CallRefused
from ndl.registration.voice.caps import cost_class
from ndl.registration.voice.caps import cost_day
from ndl.registration.voice.caps import mask_phone
from ndl.registration.voice.channel import has_provider
from ndl.registration.voice.confirmation import PHONE_MISSING
from ndl.registration.voice.interfaces import CallStatus
from ndl.registration.voice.interfaces import IVoiceProvider
from ndl.registration.voice.interfaces import VoiceJob
from ndl.registration.voice.store import Call
from ndl.registration.voice.store import get_calls
from ndl.registration.voice.worker import call_after_commit
from zope.component import queryUtility

import secrets


# Opens nothing; the digits are those that are most easily mistaken.
SPECIMEN = "407117"
# Stands where calls of a login have the digest of their attempt.
_TRIAL = "trial"


class PhoneMissing(DomainError):
    """No number was typed."""

    code = PHONE_MISSING.code
    message = PHONE_MISSING.message


class PhoneNotCalled(DomainError):
    """The number is invalid, or of a kind that is never called."""

    code = Code.PHONE_NOT_CALLED
    message = _(
        "This number is not called. Enter a landline, IP or mobile number of Japan."
    )


class NotOffered(DomainError):
    """No provider makes calls."""

    code = CHANNEL_CLOSED.code
    message = _("Voice calls are not offered.")


@dataclass(frozen=True)
class Outlook:
    """Provider, problems and today's cost of calls."""

    title: str
    problems: list[str]
    is_offered: bool
    cost: int
    most: int


def call_me(user_id: str, typed: str, language: str) -> None:
    """Call the number and read out a sample code, as for patrons.

    The caps of an account, a number and a day hold for managers too, since it costs
    as much. Raises PhoneMissing, PhoneNotCalled, NotOffered, CallRefused.
    """
    number = _number_of(typed)
    paid_by = cost_class(number)
    if paid_by is None:
        raise PhoneNotCalled
    if not has_provider():
        raise NotOffered
    reason = call_refusal(user_id, number, paid_by.cost)
    if reason:
        raise CallRefused(reason)
    call = Call(secrets.token_urlsafe(16), _TRIAL, timestamp(), paid_by.cost)
    get_calls().add(user_id, digest(number), cost_day(), call)
    audit(AuditTag.CALL_TRIED, user_id, number=mask_phone(number))
    job = VoiceJob(
        call.call_id,
        number,
        SPECIMEN,
        now() + timedelta(seconds=settings().code_lifetime),
        language,
        bool(settings().voice_key_first),
    )
    call_after_commit(user_id, job, is_trial=True)


def trial_status(user_id: str) -> CallStatus | None:
    """Status of the account's last trial call; None without one."""
    calls = get_calls().calls_of(user_id)
    trials = [call for call in calls if call.attempt == _TRIAL]
    return trials[-1].now if trials else None


def outlook() -> Outlook:
    """The information that a manager needs before a trial call."""
    provider = queryUtility(IVoiceProvider, settings().voice_provider or "")
    return Outlook(
        title=provider.title if provider else "",
        problems=provider.problems() if provider else [],
        is_offered=has_provider(),
        cost=get_calls().cost_of(cost_day()),
        most=settings().voice_cost_day,
    )


def _number_of(typed: str) -> str:
    text = within(typed, PHONE_LENGTH)
    if not text.strip():
        raise PhoneMissing
    try:
        return parse_phone(text, JAPAN)
    except NotUnderstood as error:
        raise PhoneNotCalled from error
