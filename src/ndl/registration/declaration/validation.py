"""Validation of single fields, the same for pages and services."""

from collections.abc import Iterable
from collections.abc import Mapping
from ndl.registration import _
from ndl.registration.declaration.missing import missing_in
from ndl.registration.declaration.variant import Problems
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
    """Validation errors of single values, by field."""
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
    """Validation errors of the invariants of several schemas, by field."""
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
    # The rules of this package say what is wrong; those of zope.schema hold values.
    if type(error) is Invalid and error.args:
        return error.args[0]
    return UNUSABLE
