"""Validation of single fields and across fields, common to pages and services."""

from collections.abc import Iterable
from collections.abc import Mapping
from ndl.registration import _
from ndl.registration.config import JAPAN
from ndl.registration.declaration.fold import NotUnderstood
from ndl.registration.declaration.fold import parse_phone
from ndl.registration.declaration.missing import missing_in
from ndl.registration.declaration.variant import Alternative
from ndl.registration.declaration.variant import LivesIn
from ndl.registration.declaration.variant import Problems
from ndl.registration.declaration.variant import Variant
from ndl.registration.patrons.errors import PasswordsDiffer
from ndl.registration.patrons.passwords import password_problems
from ndl.registration.patrons.person import NAMES
from types import SimpleNamespace
from typing import Any
from zope.component.hooks import getSite
from zope.interface import Invalid
from zope.interface.interface import InterfaceClass
from zope.schema import Field
from zope.schema import getFieldNamesInOrder
from zope.schema.interfaces import RequiredMissing
from zope.schema.interfaces import TooLong


UNUSABLE = _("This value cannot be used.")


def too_long(field: Any) -> str:
    """The message for a text that is longer than the field allows."""
    return _(
        "${field}: use at most ${max} characters.",
        mapping={"field": field.title, "max": field.max_length},
    )


def check_values(fields: Iterable[Field], values: Mapping[str, Any]) -> Problems:
    """Validation errors of single values, by field name."""
    found: Problems = {}
    for field in fields:
        name = str(field.__name__)
        try:
            field.bind(getSite()).validate(values.get(name, field.missing_value))
        except Invalid as error:
            found[name] = [_said(field, error)]
    return found


def broken_invariants(schema: InterfaceClass, values: Mapping[str, Any]) -> list[str]:
    """Validation errors of a schema's invariants, as messages."""
    errors: list[Invalid] = []
    held = SimpleNamespace(**{name: values.get(name) for name in schema.names(True)})
    try:
        schema.validateInvariants(held, errors)
    except Invalid:
        return [error.args[0] if error.args else UNUSABLE for error in errors]
    return []


def invariant_problems(
    schemata: Iterable[InterfaceClass], values: Mapping[str, Any]
) -> Problems:
    """Validation errors of the invariants of several schemas.

    The key is the first field of the schema.
    """
    found: Problems = {}
    for schema in schemata:
        messages = broken_invariants(schema, values)
        if messages:
            found.setdefault(getFieldNamesInOrder(schema)[0], messages)
    return found


def _said(field: Field, error: Invalid) -> str:
    if isinstance(error, RequiredMissing):
        return missing_in(field)
    if isinstance(error, TooLong):
        return too_long(field)
    # The package's own rules raise a message; errors of zope.schema contain values.
    if type(error) is Invalid and error.args:
        return error.args[0]
    return UNUSABLE


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
    """Messages about combinations of fields, by the field to correct.

    Fields missing in `values` were refused before.
    """
    found = _phone_problems(values, variant) | _password_problems(values, email)
    for pair in variant.pairs:
        found |= pair.problems(values)
    for alternative in variant.alternatives:
        found |= alternative.problems(values)
    return found


def phone_country(values: Mapping[str, Any], variant: Variant) -> str:
    """The country for a phone number without country code."""
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
