"""Base of the services of requests: the URL names a request."""

from collections.abc import Mapping
from datetime import date
from ndl.registration import _
from ndl.registration.errors import DomainError
from ndl.registration.library.requests.errors import UnknownRequest
from ndl.registration.library.requests.errors import ValuesFaulty
from ndl.registration.library.requests.fields import RequestFields
from ndl.registration.library.requests.refusals import refusal_title
from ndl.registration.library.requests.request import can_cancel
from ndl.registration.library.requests.request import can_change
from ndl.registration.library.requests.request import Event
from ndl.registration.library.requests.request import PatronRequest
from ndl.registration.library.requests.words import service_title
from ndl.registration.library.requests.words import STATES
from ndl.registration.library.requests.words import STEPS
from ndl.registration.library.search.record import to_plain
from ndl.registration.services.body import Malformed
from ndl.registration.services.errors import say
from ndl.registration.services.patron import PatronService
from typing import Any
from zope.interface import implementer
from zope.publisher.interfaces import IPublishTraverse
from zope.schema import Field
from zope.schema.interfaces import ICollection
from zope.schema.interfaces import IDate
from zope.schema.interfaces import IDecimal
from ZPublisher.HTTPRequest import HTTPRequest

import decimal


NOT_ASKED = _("This is not asked for the service.")


@implementer(IPublishTraverse)
class MyRequestsService(PatronService):
    """A service at `@my-requests` or `@my-requests/NUMBER`."""

    def __init__(self, context: Any, request: HTTPRequest) -> None:
        super().__init__(context, request)
        self.path: tuple[str, ...] = ()

    def publishTraverse(self, request: HTTPRequest, name: str) -> "MyRequestsService":
        """Read the next part of the URL."""
        self.path = (*self.path, name)
        return self

    @property
    def number(self) -> str:
        """The number of the request in the URL, or empty. Raises UnknownRequest."""
        if len(self.path) > 1:
            raise UnknownRequest
        return self.path[0] if self.path else ""

    @property
    def url(self) -> str:
        """URL of all requests."""
        return f"{self.context.absolute_url()}/@my-requests"

    def refuse(self, error: DomainError, fields: Any = None) -> dict[str, Any]:
        """The answer for a refusal, with the messages by field."""
        if isinstance(error, ValuesFaulty):
            fields = {name: texts[0] for name, texts in error.problems.items()}
        return super().refuse(error, fields)

    def describe(self, request: PatronRequest) -> dict[str, Any]:
        """A request in a list."""
        return {"@id": f"{self.url}/{request.request_id}"} | describe_request(
            request, self.request
        )

    def describe_whole(self, request: PatronRequest) -> dict[str, Any]:
        """A request with its values and history."""
        return self.describe(request) | describe_contents(request, self.request)


def describe_request(request: PatronRequest, http: HTTPRequest) -> dict[str, Any]:
    """A request in the language that the HTTP request asks for."""
    return {
        "number": request.request_id,
        "service": request.service,
        "service_title": say(http, service_title(request.service)),
        "title": request.title,
        "state": request.state.value,
        "state_title": say(http, STATES[request.state]),
        "request_only": request.request_only,
        "placed": request.placed.isoformat(),
        "since": request.since.isoformat(),
        "can_change": can_change(request.state),
        "can_cancel": can_cancel(request.state),
        "mark": request.mark,
    }


def describe_contents(
    request: PatronRequest, http: HTTPRequest, for_staff: bool = False
) -> dict[str, Any]:
    """Values, record and history of a request; internal events only for staff."""
    return {
        "values": {name: to_json(value) for name, value in request.values.items()},
        "record": to_plain(request.record) if request.record is not None else None,
        "history": [
            _describe_event(event, http) | ({"by": event.by} if for_staff else {})
            for event in request.history
            if for_staff or not event.is_internal
        ],
    }


def _describe_event(event: Event, http: HTTPRequest) -> dict[str, Any]:
    reason = say(http, refusal_title(event.reason)) if event.reason else ""
    return {
        "step": event.step.value,
        "step_title": say(http, STEPS[event.step]),
        "state": event.state.value,
        "moment": event.moment.isoformat(),
        "reason": event.reason,
        "reason_title": reason,
        "text": event.text,
    }


def to_json(value: Any) -> Any:
    """A value as plain data for JSON."""
    if isinstance(value, list | tuple | set | frozenset):
        return [to_json(one) for one in value]
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, decimal.Decimal) else value


def values_in(
    body: dict[str, Any], asked: RequestFields, kept: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """The member `values` in the types of the fields. Raises Malformed, ValuesFaulty.

    Values that a request has `kept` of removed fields may be sent back unchanged. A
    value of a wrong type is not converted: the validation of its field refuses it.
    """
    values = body.get("values")
    if not isinstance(values, dict):
        raise Malformed
    fields = asked.fields
    gone = {name: to_json(value) for name, value in (kept or {}).items()}
    strange = [
        name
        for name, value in values.items()
        if name not in fields and (name not in gone or gone[name] != value)
    ]
    if strange:
        raise ValuesFaulty({name: [NOT_ASKED] for name in strange})
    return {n: _typed(fields[n], value) for n, value in values.items() if n in fields}


def _typed(field: Field, value: Any) -> Any:
    try:
        if ICollection.providedBy(field) and isinstance(value, list):
            kind = getattr(field, "_type", list)
            return kind([_typed(field.value_type, one) for one in value])
        if IDate.providedBy(field) and isinstance(value, str):
            return date.fromisoformat(value)
        if IDecimal.providedBy(field) and isinstance(value, str | int):
            return decimal.Decimal(value)
    except (ValueError, TypeError, decimal.InvalidOperation):
        return value
    return value
