"""GET @request-services: services that can be requested, and their fields."""

from collections.abc import Iterable
from ndl.registration.library.entitlements import Entitlement
from ndl.registration.library.requests.errors import NotRequestable
from ndl.registration.library.requests.fields import fields_of
from ndl.registration.library.requests.requestable import requestable_services
from ndl.registration.library.words import explain
from ndl.registration.patrons.patron import Patron
from ndl.registration.services.errors import say
from ndl.registration.services.errors import wanted_language
from ndl.registration.services.patron import PatronService
from typing import Any
from zope.component.hooks import getSite
from zope.schema import Field
from zope.schema.interfaces import IChoice
from zope.schema.interfaces import ICollection
from ZPublisher.HTTPRequest import HTTPRequest


class RequestServicesGet(PatronService):
    """Services that take requests, including closed ones, with unmet conditions."""

    def answer(self, patron: Patron) -> dict[str, Any]:
        """The services, in the order of the table."""
        return {
            "@id": f"{self.context.absolute_url()}/@request-services",
            "items": [self._show(found) for found in requestable_services(patron)],
        }

    def _show(self, found: Entitlement) -> dict[str, Any]:
        language = wanted_language(self.request)
        try:
            fields = fields_of(found.service).fields
        except NotRequestable:
            fields = {}
        return {
            "name": found.service.name,
            "title": self.say(found.service.title),
            "level": found.level.value,
            "missing": [
                {"code": m.value, "message": self.say(explain(m, language))}
                for m in found.missing
            ],
            "fields": [
                describe_field(name, field, self.request)
                for name, field in fields.items()
            ],
        }


def describe_field(name: str, field: Field, request: HTTPRequest) -> dict[str, Any]:
    """A field in the language that the request asks for."""
    return {
        "name": name,
        "title": say(request, field.title),
        "description": say(request, field.description),
        "type": type(field).__name__,
        "required": bool(field.required),
        "max_length": getattr(field, "max_length", None),
        "choices": _choices(field, request),
    }


def _choices(field: Field, request: HTTPRequest) -> list[dict[str, Any]]:
    asked = field.value_type if ICollection.providedBy(field) else field
    if not IChoice.providedBy(asked):
        return []
    return [
        {"value": term.value, "title": say(request, term.title or str(term.value))}
        for term in _terms(asked)
    ]


def _terms(choice: Any) -> Iterable[Any]:
    terms: Iterable[Any] = choice.bind(getSite()).vocabulary
    return terms
