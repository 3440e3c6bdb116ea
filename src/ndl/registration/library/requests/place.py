"""A patron places a request (R1)."""

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import replace
from ndl.registration.events import audit
from ndl.registration.events import AuditTag
from ndl.registration.library.entitlements import Entitlement
from ndl.registration.library.entitlements import entitlement_of
from ndl.registration.library.entitlements import entitlements
from ndl.registration.library.handover.passing import hand_over
from ndl.registration.library.requests.errors import NotEntitled
from ndl.registration.library.requests.errors import NotRequestable
from ndl.registration.library.requests.errors import ServiceClosed
from ndl.registration.library.requests.errors import TooManyOpen
from ndl.registration.library.requests.fields import clean_values
from ndl.registration.library.requests.fields import fields_of
from ndl.registration.library.requests.fields import RequestFields
from ndl.registration.library.requests.fields import takes_requests
from ndl.registration.library.requests.moving import hold_current
from ndl.registration.library.requests.moving import tell_step
from ndl.registration.library.requests.request import PatronRequest
from ndl.registration.library.requests.store import get_requests
from ndl.registration.library.search.record import Record
from ndl.registration.library.services import Service
from ndl.registration.library.services import SERVICE_TABLE
from ndl.registration.library.services import UnknownService
from ndl.registration.patrons.patron import Patron
from ndl.registration.settings import settings
from typing import Any


# The fields that a record of a catalogue can fill in.
WRITTEN = frozenset({"title", "author", "publishing", "number"})


@dataclass(frozen=True)
class Requestable:
    """A service that takes requests, as it stands for a patron."""

    entitlement: Entitlement
    asked: RequestFields


def requestable_services(patron: Patron) -> list[Entitlement]:
    """All services that take requests, also those that are not open to the patron."""
    return [one for one in entitlements(patron) if takes_requests(one.service)]


def find_service(service_name: str) -> Service:
    """A service that is offered. Raises UnknownService, ServiceClosed."""
    service = _known(service_name)
    if not service.offered:
        raise ServiceClosed
    return service


def requestable(patron: Patron, service_name: str) -> Requestable:
    """The fields of a service that the patron may request.

    Raises UnknownService, ServiceClosed, NotRequestable, NotEntitled.
    """
    service = find_service(service_name)
    if not takes_requests(service):
        raise NotRequestable
    found = standing(patron, service_name)
    if not found.entitlement.is_open:
        raise NotEntitled(found.entitlement.missing)
    return found


def standing(patron: Patron, service_name: str) -> Requestable:
    """A service as it stands for the patron, also one that is closed.

    Raises UnknownService, NotRequestable.
    """
    service = _known(service_name)
    return Requestable(entitlement_of(patron, service), fields_of(service))


def _known(service_name: str) -> Service:
    service = SERVICE_TABLE.rows().get(service_name)
    if service is None:
        raise UnknownService
    return service


def place_request(
    patron: Patron,
    service_name: str,
    values: Mapping[str, Any],
    record: Record | None = None,
    key: str = "",
) -> PatronRequest:
    """Keep a new request, and tell the patron.

    `key` tells one sending of a form from another: what is sent twice is one request.
    Raises UnknownService, NotRequestable, NotEntitled, ValuesFaulty, TooManyOpen,
    MailNotConfigured.
    """
    hold_current(patron)
    found = requestable(patron, service_name)
    clean = clean_values(found.asked, values)
    store = get_requests()
    index = store.ensure(patron.user_id)
    known = store.get(dict(index.keys).get(key, "")) if key else None
    if known is not None:
        return known
    most = settings().open_requests
    if index.open >= most:
        raise TooManyOpen(most)
    request = PatronRequest(
        request_id=store.unused_id(),
        user_id=patron.user_id,
        service=service_name,
        values=clean,
        record=None if record is None else replace(record, holdings=()),
        request_only=found.entitlement.request_only,
    )
    store.add(request)
    if key:
        index.remember(key, request.request_id)
    hand_over(request)
    audit(
        AuditTag.REQUEST_PLACED,
        patron.user_id,
        request=request.request_id,
        service=service_name,
    )
    tell_step(patron, request)
    return request


def values_of_record(asked: RequestFields, record: Record) -> dict[str, str]:
    """Values for the fields of a service, taken from a catalogue record."""
    number = next((value for _kind, value in record.identifiers), "")
    known = {
        "title": record.title,
        "author": record.author,
        "publishing": ", ".join(filter(None, (record.publisher, record.year))),
        "number": number,
    }
    limits = {
        name: getattr(field, "max_length", None) for name, field in asked.fields.items()
    }
    return {n: text[: limits[n]] for n, text in known.items() if text and n in limits}
