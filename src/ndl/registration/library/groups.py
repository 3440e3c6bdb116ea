"""Entitlements as groups of users, with which Plone protects content.

They are computed whenever Plone asks, and never stored.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from ndl.registration import _
from ndl.registration.config import REQUEST_GROUP
from ndl.registration.config import SERVICE_GROUP
from ndl.registration.library.entitlements import entitlements
from ndl.registration.library.entitlements import Level
from ndl.registration.library.services import SERVICE_TABLE
from ndl.registration.patrons.patron import Patron
from zope.i18nmessageid import Message


_TITLES = {
    SERVICE_GROUP: _("May use: ${service}"),
    REQUEST_GROUP: _("May request: ${service}"),
}

COMPUTED = _(
    "The members of this group are found from the entitlements of patrons. It cannot "
    "be changed or deleted."
)


@dataclass(frozen=True)
class ServiceGroup:
    """The patrons who may use a service, or at least request it."""

    group_id: str
    title: Message


def service_groups() -> Iterator[ServiceGroup]:
    """All groups, two for each service that the library offers."""
    for service in SERVICE_TABLE.offered():
        for prefix, title in _TITLES.items():
            words = Message(title, mapping={"service": service.title})
            yield ServiceGroup(f"{prefix}{service.name}", words)


def groups_of(patron: Patron) -> tuple[str, ...]:
    """The IDs of the present groups of the patron.

    Patrons who may use a service may also request it.
    """
    found = [one for one in entitlements(patron) if one.is_open]
    may_use = [one for one in found if one.level is Level.USE]
    return (
        *(f"{SERVICE_GROUP}{one.service.name}" for one in may_use),
        *(f"{REQUEST_GROUP}{one.service.name}" for one in found),
    )


def is_reserved(principal_id: str) -> bool:
    """Whether the ID is reserved for groups of services, present or future."""
    return principal_id.startswith((SERVICE_GROUP, REQUEST_GROUP))
