"""Fields of services: schemas by name, and validated values.

A service names its fields. The name is that of a utility IRequestFields that a
package registers, of a shipped schema in `schemas`, or of a Dexterity type, whose
schema and behaviours a profile or a manager writes.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from ndl.registration import _
from ndl.registration import logger
from ndl.registration.declaration.validation import broken_invariants
from ndl.registration.declaration.validation import check_values
from ndl.registration.declaration.variant import Problems
from ndl.registration.folding import fold_text
from ndl.registration.interfaces import IRequestFields
from ndl.registration.library.requests.errors import NotRequestable
from ndl.registration.library.requests.errors import ValuesFaulty
from ndl.registration.library.requests.schemas import BESIDE
from ndl.registration.library.requests.schemas import SHIPPED
from ndl.registration.library.requests.schemas import VisitDay
from ndl.registration.library.services import Service
from plone.autoform.interfaces import IFormFieldProvider
from plone.dexterity.interfaces import IDexterityFTI
from plone.dexterity.utils import iterSchemataForType
from plone.supermodel.exportimport import BaseHandler
from typing import Any
from zope.component import queryUtility
from zope.i18nmessageid import Message
from zope.interface import implementer
from zope.interface.interface import InterfaceClass
from zope.schema import Field
from zope.schema import getFieldsInOrder
from zope.schema.interfaces import IBool
from zope.schema.interfaces import IChoice
from zope.schema.interfaces import ICollection
from zope.schema.interfaces import IDate
from zope.schema.interfaces import IDecimal
from zope.schema.interfaces import IInt
from zope.schema.interfaces import IText
from zope.schema.interfaces import ITextLine


NO_REQUESTS = "-"
_SINGLE = (IText, IInt, IDecimal, IBool, IDate, IChoice)
_LONGEST = 2000
TOO_LONG = _("Use at most ${max} characters.", mapping={"max": _LONGEST})
UNKNOWN = _("There are neither fields nor a content type of this name.")
UNKEPT = _(
    "Requests cannot store these fields: ${names}. Supported are text, "
    "numbers, dates, check boxes and choices; each name may occur once."
)


# Allows VisitDay fields in XML models.
VISIT_DAY = BaseHandler(VisitDay)


@implementer(IRequestFields)
@dataclass(frozen=True)
class RequestFields:
    """The fields of one service; the first schema names the form."""

    name: str
    schemata: tuple[InterfaceClass, ...]

    @property
    def fields(self) -> dict[str, Field]:
        """All fields by name, in their order."""
        return dict(self.pairs())

    def pairs(self) -> list[tuple[str, Field]]:
        """All fields with their names; a name may occur in several schemata."""
        return [
            (name, field)
            for one in self.schemata
            for name, field in getFieldsInOrder(one)
            if not field.readonly
        ]


def takes_requests(service: Service) -> bool:
    """Whether the service can be requested in the portal."""
    return bool(service.offered and service.fields and service.fields != NO_REQUESTS)


def is_askable(service: Service) -> bool:
    """Whether the service takes requests and its fields can be stored."""
    return takes_requests(service) and not fault_of(service.fields or "")


def fields_of(service: Service) -> RequestFields:
    """The fields of a service. Raises NotRequestable."""
    found = _named(service.fields) if service.fields else None
    if found is None:
        raise NotRequestable
    faults = _faults(found)
    if faults:
        logger.error(
            "The service %s cannot be requested, as of the fields %s requests cannot "
            "keep: %s.",
            service.name,
            service.fields,
            ", ".join(faults),
        )
        raise NotRequestable
    return found


def fault_of(name: str) -> str:
    """The reason why a service cannot use these fields, as a message, or empty."""
    if not name or name == NO_REQUESTS:
        return ""
    found = _named(name)
    if found is None:
        return UNKNOWN
    faults = _faults(found)
    if not faults:
        return ""
    return Message(UNKEPT, mapping={"names": ", ".join(faults)})


def clean_values(asked: RequestFields, values: Mapping[str, Any]) -> dict[str, Any]:
    """The values to store: folded and valid, without unknown fields and empty values.

    Raises ValuesFaulty.
    """
    fields = asked.fields
    clean = {
        name: _folded(field, values.get(name, field.default))
        for name, field in fields.items()
    }
    problems = check_values(fields.values(), clean)
    problems |= {n: [TOO_LONG] for n in fields if _is_endless(fields[n], clean[n])}
    if not problems:
        problems = _broken(asked, clean)
    if problems:
        raise ValuesFaulty(problems)
    return {name: value for name, value in clean.items() if value not in (None, "")}


def _named(name: str) -> RequestFields | None:
    known = queryUtility(IRequestFields, name)
    if known is not None:
        return RequestFields(name, tuple(known.schemata))
    if name in SHIPPED:
        return RequestFields(name, (SHIPPED[name],))
    if queryUtility(IDexterityFTI, name) is None:
        return None
    first, *others = iterSchemataForType(name)
    asking = (schema for schema in others if IFormFieldProvider.providedBy(schema))
    return RequestFields(name, (first, *asking))


def _faults(found: RequestFields) -> list[str]:
    """The names of fields that cannot be stored or that occur twice."""
    counted = Counter(name for name, _field in found.pairs())
    return [
        name
        for name, field in found.fields.items()
        if counted[name] > 1 or not _is_known(field)
    ]


def _is_known(field: Field) -> bool:
    if ICollection.providedBy(field):
        return field.value_type is not None and _is_single(field.value_type)
    return _is_single(field)


def _is_single(field: Field) -> bool:
    # Rich text and files provide interfaces of their own.
    return any(kind.providedBy(field) for kind in _SINGLE)


def _folded(field: Field, value: Any) -> Any:
    """A text without invisible and direction characters; empty becomes no value."""
    if not isinstance(value, str) or IChoice.providedBy(field):
        return value
    if ITextLine.providedBy(field):
        return fold_text(value) or field.missing_value
    lines = "\n".join(map(fold_text, value.splitlines())).strip()
    return lines or field.missing_value


def _is_endless(field: Field, value: Any) -> bool:
    limit = getattr(field, "max_length", None)
    return isinstance(value, str) and limit is None and len(value) > _LONGEST


def _broken(asked: RequestFields, values: Mapping[str, Any]) -> Problems:
    """Broken invariants, by the field that the schema names, or its first one."""
    found: Problems = {}
    for one in asked.schemata:
        messages = broken_invariants(one, values)
        if messages:
            named = one.queryTaggedValue(BESIDE)
            first = named or next(name for name, _field in getFieldsInOrder(one))
            found.setdefault(first, []).extend(messages)
    return found
