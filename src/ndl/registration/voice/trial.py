"""Trial calls for managers, outside of a login."""

from dataclasses import dataclass
from ndl.registration import _
from ndl.registration.errors import Code
from ndl.registration.errors import DomainError
from ndl.registration.events import audit
from ndl.registration.events import AuditTag
from ndl.registration.login.results import CHANNEL_CLOSED
from ndl.registration.settings import settings
from ndl.registration.voice.calling import ask_for_call
from ndl.registration.voice.caps import cost_class
from ndl.registration.voice.caps import cost_day
from ndl.registration.voice.caps import mask_phone
from ndl.registration.voice.caps import PHONE_MISSING
from ndl.registration.voice.caps import read_number
from ndl.registration.voice.channel import has_provider
from ndl.registration.voice.interfaces import CallStatus
from ndl.registration.voice.interfaces import IVoiceProvider
from ndl.registration.voice.store import get_calls
from zope.component import queryUtility


# Not a valid code; consists of the digits that are most easily misheard.
SPECIMEN = "407117"
# Stored instead of the digest of a login attempt.
_TRIAL = "trial"


class PhoneMissing(DomainError):
    """The number was left blank."""

    code = PHONE_MISSING.code
    message = PHONE_MISSING.message


class PhoneNotCalled(DomainError):
    """The number is invalid or of a type that is never called."""

    code = Code.PHONE_NOT_CALLED
    message = _(
        "This number is not called. Enter a landline, IP or mobile number of Japan."
    )


class NotOffered(DomainError):
    """No provider of calls is available."""

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

    The limits per account, number and day apply to managers too, since these calls cost
    as much. Raises PhoneMissing, PhoneNotCalled, NotOffered, CallRefused.
    """
    number = read_number(typed)
    if number is None:
        raise PhoneMissing
    if cost_class(number) is None:
        raise PhoneNotCalled
    if not has_provider():
        raise NotOffered
    ask_for_call(user_id, number, SPECIMEN, language, _TRIAL, is_trial=True)
    audit(AuditTag.CALL_TRIED, user_id, number=mask_phone(number))


def trial_status(user_id: str) -> CallStatus | None:
    """Status of the account's last trial call, or None."""
    return get_calls().status_of(user_id, _TRIAL)


def outlook() -> Outlook:
    """Information for a manager before a trial call."""
    provider = queryUtility(IVoiceProvider, settings().voice_provider or "")
    return Outlook(
        title=provider.title if provider else "",
        problems=provider.problems() if provider else [],
        is_offered=has_provider(),
        cost=get_calls().cost_of(cost_day()),
        most=settings().voice_cost_day,
    )
