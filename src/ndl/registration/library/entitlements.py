"""Entitlements: the services open to a patron, and unmet conditions of the rest."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from ndl.registration.library.service_terms import has_agreed
from ndl.registration.library.services import Service
from ndl.registration.library.services import SERVICE_TABLE
from ndl.registration.patrons.patron import Patron


class Level(StrEnum):
    """The extent to which a service is open to a patron."""

    NONE = "none"
    REQUEST = "request"
    USE = "use"


class Condition(StrEnum):
    """A condition of a service, or of its full use."""

    RESIDENCE = "residence"
    OFFICIAL = "official"
    OFFICIAL_OR_CARD = "official-or-card"
    CONSENT = "consent"
    CARD = "card"
    OTHER = "other"


@dataclass(frozen=True)
class Entitlement:
    """The extent to which a service is open to a patron, and unmet conditions."""

    service: Service
    level: Level
    missing: tuple[Condition, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether the patron may at least request the service."""
        return self.level is not Level.NONE

    @property
    def request_only(self) -> bool:
        """Whether the patron may request it and nothing more."""
        return self.level is Level.REQUEST

    @property
    def after_consent(self) -> bool:
        """Whether nothing but consent to the terms of the service is missing."""
        return self.missing == (Condition.CONSENT,)


def entitlement_of(patron: Patron, service: Service) -> Entitlement:
    """The entitlement of the patron to the service now."""
    missing = tuple(_missing(patron, service))
    if patron.is_expired or not service.offered or missing:
        return Entitlement(service, Level.NONE, missing)
    if service.request_only and not (patron.is_official or patron.card):
        return Entitlement(service, Level.REQUEST, (Condition.OFFICIAL_OR_CARD,))
    return Entitlement(service, Level.USE)


def standing_of(patron: Patron, service_name: str) -> Entitlement:
    """The entitlement of the patron to a service; a removed service is closed."""
    service = SERVICE_TABLE.rows().get(service_name)
    if service is None:
        gone = Service(service_name, service_name, offered=False)
        return Entitlement(gone, Level.NONE)
    return entitlement_of(patron, service)


def entitlements(patron: Patron) -> list[Entitlement]:
    """The entitlements to all services offered, in the order of the table."""
    return [entitlement_of(patron, service) for service in SERVICE_TABLE.offered()]


def is_entitled(patron: Patron, service_name: str) -> bool:
    """Whether the patron may at least request the service now."""
    return standing_of(patron, service_name).is_open


def _missing(patron: Patron, service: Service) -> Iterator[Condition]:
    at_home = patron.residence.at_home
    if service.at_home_only and not at_home:
        yield Condition.RESIDENCE
    if not (patron.is_official or service.is_for_simple(at_home=at_home)):
        yield Condition.OFFICIAL
    if _has_rule_against(patron, service, at_home):
        yield Condition.OTHER
    if service.needs_card and not patron.card:
        yield Condition.CARD
    if service.needs_consent and not has_agreed(patron, service.name):
        yield Condition.CONSENT


def _has_rule_against(patron: Patron, service: Service, at_home: bool) -> bool:
    """Whether a rule beyond the flags closes the service to the patron."""
    is_open = service.is_open(is_official=patron.is_official, at_home=at_home)
    return is_open and not service.is_open_to(patron)
