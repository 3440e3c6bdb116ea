"""Values of a person from JSON, converted and validated like those of the form."""

from collections.abc import Mapping
from datetime import date
from ndl.registration import _
from ndl.registration.declaration.declaration import Declaration
from ndl.registration.declaration.declaration import offered_variants
from ndl.registration.declaration.extra import added_fields
from ndl.registration.declaration.missing import missing_in
from ndl.registration.declaration.validation import too_long
from ndl.registration.declaration.variant import Variant
from ndl.registration.patrons.patron import Patron
from ndl.registration.services.body import Malformed
from ndl.registration.settings.constraints import is_text
from typing import Any
from zope.interface import Invalid
from zope.schema import ValidationError
from zope.schema.interfaces import IBool
from zope.schema.interfaces import IDate
from zope.schema.interfaces import RequiredMissing
from zope.schema.interfaces import TooLong


NOT_POSSIBLE = _("This value is not possible here.")
NOT_HERE = _("This cannot be changed here.")
PHONE = ("phone", "phone_is_fax", "no_phone")
LANGUAGE = ("language", "title")


def variant_for(body: Mapping[str, Any], patron: Patron) -> Variant:
    """The form for the body: that of `lives_in`, otherwise the patron's present one.

    Raises Malformed.
    """
    present = Declaration.from_patron(patron).variant
    if "lives_in" not in body:
        return present
    offered = {v.lives_in.value: v for v in (*offered_variants(), present)}
    variant = offered.get(body["lives_in"]) if is_text(body["lives_in"]) else None
    if variant is None:
        raise Malformed
    return variant


def complete(
    body: Mapping[str, Any], patron: Patron, variant: Variant
) -> tuple[dict[str, Any], dict[str, str]]:
    """The values of the parts that the body names, and validation errors.

    Missing members of a part keep their value, unless the patron moves between Japan
    and abroad: then name and address have to be given completely.
    """
    known = Declaration.from_patron(patron).to_form()
    if Declaration.from_patron(patron).variant is not variant:
        known = {n: v for n, v in known.items() if n in (*PHONE, *LANGUAGE)}
    identity = (*variant.names, *variant.address, *added_fields())
    parts = [part for part in (identity, PHONE, LANGUAGE) if set(part) & body.keys()]
    if "lives_in" in body and identity not in parts:
        parts.append(identity)
    fields = _fields(variant)
    asked = {name: fields[name] for part in parts for name in part}
    values, problems = read_values(asked, {**known, **body})
    unknown = body.keys() - fields.keys() - {"lives_in", "seen"}
    return values, problems | dict.fromkeys(unknown, NOT_HERE)


def read_values(
    fields: Mapping[str, Any], given: Mapping[str, Any]
) -> tuple[dict[str, Any], dict[str, str]]:
    """The converted values of the fields, and validation errors by field."""
    values, problems = {}, {}
    for name, field in fields.items():
        try:
            values[name] = _read(field, given.get(name))
        except (Invalid, ValueError) as error:
            problems[name] = _words(field, error)
    return values, problems


def _fields(variant: Variant) -> dict[str, Any]:
    names = (*variant.names, *variant.address, *PHONE, *LANGUAGE)
    return {**{name: variant.schema[name] for name in names}, **added_fields()}


def _read(field: Any, value: Any) -> Any:
    """The converted and valid value of a field. Raises Invalid, ValueError."""
    if IBool.providedBy(field):
        value = False if value is None else value
    elif isinstance(value, str):
        value = value if is_text(value) and value.strip() else None
    if IDate.providedBy(field) and isinstance(value, str):
        value = date.fromisoformat(value)
    field.validate(value)
    return value


def _words(field: Any, error: Exception) -> str:
    if isinstance(error, RequiredMissing):
        return missing_in(field)
    if isinstance(error, TooLong):
        return too_long(field)
    if isinstance(error, Invalid) and not isinstance(error, ValidationError):
        return error.args[0]
    return NOT_POSSIBLE
