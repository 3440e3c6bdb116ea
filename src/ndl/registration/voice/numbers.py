"""Which telephone numbers are called, and what a call to them costs."""

from enum import StrEnum
from ndl.registration.config import JAPAN
from ndl.registration.settings import settings
from phonenumbers import NumberParseException
from phonenumbers import PhoneNumberType

import phonenumbers


class CostClass(StrEnum):
    """Tariff classes of calls."""

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
    """The class of a number in the form of E.164; None if it is never called.

    Numbers of other countries, of services and of premium rates are not: a call to
    them can cost a hundred times as much, and fraud begins there.
    """
    try:
        parsed = phonenumbers.parse(number)
    except NumberParseException:
        return None
    if phonenumbers.region_code_for_number(parsed) != JAPAN:
        return None
    return _CLASSES.get(phonenumbers.number_type(parsed))


def mask_phone(number: str) -> str:
    """A number by its last four digits."""
    return f"*****{number[-4:]}" if number else ""
