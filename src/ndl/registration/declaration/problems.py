"""Validation across several fields."""

from collections.abc import Mapping
from ndl.registration import _
from ndl.registration.config import JAPAN
from ndl.registration.declaration.fold import NotUnderstood
from ndl.registration.declaration.fold import parse_phone
from ndl.registration.declaration.variant import Alternative
from ndl.registration.declaration.variant import LivesIn
from ndl.registration.declaration.variant import Problems
from ndl.registration.declaration.variant import Variant
from ndl.registration.patrons.errors import PasswordsDiffer
from ndl.registration.patrons.passwords import password_problems
from ndl.registration.patrons.person import NAMES
from typing import Any


PHONE_EXAMPLES = {
    LivesIn.JAPAN: _(
        "Enter a telephone number with area code, for example 03-1234-5678."
    ),
    LivesIn.OVERSEAS: _(
        "Enter a telephone number with country code, for example +44 20 7946 0958."
    ),
}
PHONE = Alternative(
    "phone",
    "no_phone",
    both=_(
        "You entered a number and selected the check box for none. Clear one "
        "of the two."
    ),
    neither=_(
        "Enter a telephone number, or select the check box if a disability "
        "makes it difficult to communicate by telephone."
    ),
)


def find_problems(values: Mapping[str, Any], variant: Variant, email: str) -> Problems:
    """Messages about several fields together, by the field to correct.

    Fields that are missing in `values` were refused before.
    """
    found = _phone_problems(values, variant) | _password_problems(values, email)
    for pair in variant.pairs:
        found |= pair.problems(values)
    for alternative in variant.alternatives:
        found |= alternative.problems(values)
    return found


def phone_country(values: Mapping[str, Any], variant: Variant) -> str:
    """The country of a number that is written without its code."""
    if variant.lives_in is LivesIn.JAPAN:
        return JAPAN
    return values["country"]


def _phone_problems(values: Mapping[str, Any], variant: Variant) -> Problems:
    if not {"phone", "no_phone", "phone_is_fax"} <= values.keys():
        return {}
    if values["phone"] and not _is_phone(values, variant):
        return {"phone": [PHONE_EXAMPLES[variant.lives_in]]}
    if values["phone_is_fax"]:
        if values["phone"]:
            return {}
        return {"phone": [_("Enter the FAX number, or clear the check box for it.")]}
    return PHONE.problems(values)


def _is_phone(values: Mapping[str, Any], variant: Variant) -> bool:
    if variant.lives_in is LivesIn.OVERSEAS and "country" not in values:
        return True
    try:
        parse_phone(values["phone"], phone_country(values, variant))
    except NotUnderstood:
        return False
    return True


def _password_problems(values: Mapping[str, Any], email: str) -> Problems:
    found: Problems = {}
    if "password" in values:
        context = [email, *(values.get(name) or "" for name in NAMES)]
        problems = password_problems(values["password"], context)
        if problems:
            found["password"] = problems
    if {"password", "password_again"} <= values.keys() and (
        values["password"] != values["password_again"]
    ):
        found["password_again"] = [PasswordsDiffer.message]
    return found
