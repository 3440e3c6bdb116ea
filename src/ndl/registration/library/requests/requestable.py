"""Services that take requests, and the entitlement of a patron to them."""

from dataclasses import dataclass
from ndl.registration.library.entitlements import Entitlement
from ndl.registration.library.entitlements import entitlement_of
from ndl.registration.library.entitlements import entitlements
from ndl.registration.library.requests.errors import NotEntitled
from ndl.registration.library.requests.errors import NotRequestable
from ndl.registration.library.requests.errors import ServiceClosed
from ndl.registration.library.requests.fields import fields_of
from ndl.registration.library.requests.fields import RequestFields
from ndl.registration.library.requests.fields import takes_requests
from ndl.registration.library.search.record import Record
from ndl.registration.library.services import Service
from ndl.registration.library.services import SERVICE_TABLE
from ndl.registration.library.services import UnknownService
from ndl.registration.patrons.patron import Patron


# Fields that a catalogue record can fill in.
WRITTEN = frozenset({"title", "author", "publishing", "number"})


@dataclass(frozen=True)
class Requestable:
    """The entitlement of a patron to a service, and the fields of a request."""

    entitlement: Entitlement
    asked: RequestFields


def requestable_services(patron: Patron) -> list[Entitlement]:
    """Entitlements to all services that take requests, including closed ones."""
    return [one for one in entitlements(patron) if takes_requests(one.service)]


def find_service(service_name: str) -> Service:
    """The service of this name, if offered. Raises UnknownService, ServiceClosed."""
    service = _known(service_name)
    if not service.offered:
        raise ServiceClosed
    return service


def requestable(patron: Patron, service_name: str) -> Requestable:
    """A service that the patron may request.

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
    """A service and the patron's entitlement, even if it is closed to the patron.

    Raises UnknownService, NotRequestable.
    """
    service = _known(service_name)
    return Requestable(entitlement_of(patron, service), fields_of(service))


def _known(service_name: str) -> Service:
    service = SERVICE_TABLE.rows().get(service_name)
    if service is None:
        raise UnknownService
    return service


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
