"""Telephone numbers that may be called, the cost of calls, and limits on both."""

from enum import StrEnum
from ndl.registration import _
from ndl.registration.clock import HOUR
from ndl.registration.clock import timestamp
from ndl.registration.clock import today
from ndl.registration.config import JAPAN
from ndl.registration.declaration.fold import NotUnderstood
from ndl.registration.declaration.fold import parse_phone
from ndl.registration.errors import Code
from ndl.registration.errors import DomainError
from ndl.registration.errors import Refusal
from ndl.registration.folding import PHONE_LENGTH
from ndl.registration.folding import within
from ndl.registration.limits.client import Client
from ndl.registration.login.tally import note_mail
from ndl.registration.sealed import digest
from ndl.registration.settings import settings
from ndl.registration.voice.store import get_calls
from phonenumbers import NumberParseException
from phonenumbers import PhoneNumberType

import phonenumbers


class CostClass(StrEnum):
    """Price classes of calls."""

    LANDLINE = "landline"
    MOBILE = "mobile"

    @property
    def cost(self) -> int:
        """Cost of a call, in yen."""
        return int(getattr(settings(), f"voice_cost_{self.value}"))


_CLASSES = {
    PhoneNumberType.FIXED_LINE: CostClass.LANDLINE,
    PhoneNumberType.VOIP: CostClass.LANDLINE,
    PhoneNumberType.MOBILE: CostClass.MOBILE,
}


def cost_class(number: str) -> CostClass | None:
    """The class of a number in E.164 format, or None if it must not be called.

    Numbers of other countries, of services and at premium rates are excluded: such
    calls can cost a hundred times as much and attract fraud.
    """
    try:
        parsed = phonenumbers.parse(number)
    except NumberParseException:
        return None
    if phonenumbers.region_code_for_number(parsed) != JAPAN:
        return None
    return _CLASSES.get(phonenumbers.number_type(parsed))


def read_number(typed: str) -> str | None:
    """The typed number in E.164 format; empty if invalid, None if blank."""
    text = within(typed, PHONE_LENGTH)
    if not text.strip():
        return None
    try:
        return parse_phone(text, JAPAN)
    except NotUnderstood:
        return ""


def mask_phone(number: str) -> str:
    """A number with only its last four digits visible."""
    return f"*****{number[-4:]}" if number else ""


PHONE_MISSING = Refusal(Code.PHONE_MISSING, _("Enter your telephone number."))
UNDER_WAY = Refusal(
    Code.CALL_UNDER_WAY,
    _("A call to you is under way. Please wait until it is over."),
)
TOO_MANY = Refusal(
    Code.CALLS_LIMIT,
    _(
        "No more voice calls can be made now. Please try again later or choose "
        "another way."
    ),
)
TOO_MANY_NUMBERS = Refusal(
    Code.CALLS_LIMIT,
    _("Too many telephone numbers were entered. Please try again later."),
)
_KIND = "phone"


class CallRefused(DomainError):
    """A limit on calls was reached."""

    code = Code.CALLS_LIMIT

    def __init__(self, reason: Refusal) -> None:
        super().__init__(reason.code)
        self.code, self.message = reason.code, reason.message


def number_refusal(user_id: str, client: Client) -> Refusal | None:
    """Count a number entered for an account; the refusal if too many, or None."""
    if note_mail(user_id, _KIND, settings().voice_numbers_hour, client):
        return None
    return TOO_MANY_NUMBERS


def call_refusal(user_id: str, number: str) -> Refusal | None:
    """The reason why the account or the number cannot be called now, or None."""
    store, values, paid_by = get_calls(), settings(), cost_class(number)
    cost = paid_by.cost if paid_by else 0
    calls = store.calls_of(user_id)
    if calls and not calls[-1].now.state.is_final:
        return UNDER_WAY
    hour = timestamp() - HOUR
    full = (
        sum(1 for call in calls if call.asked > hour) >= values.voice_calls_hour
        or len(calls) >= values.voice_calls_day
        or len(store.calls_to(digest(number))) >= values.voice_number_calls_day
        or store.cost_of(cost_day()) + cost > values.voice_cost_day
    )
    return TOO_MANY if full else None


def cost_day() -> str:
    """Key of the day to which the cost of a call belongs."""
    return today().isoformat()
