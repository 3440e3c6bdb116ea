"""Consent of a patron to the terms of a service: given, outdated, withdrawn."""

from dataclasses import dataclass
from ndl.registration import _
from ndl.registration.clock import now
from ndl.registration.errors import Code
from ndl.registration.errors import DomainError
from ndl.registration.events import audit
from ndl.registration.events import AuditTag
from ndl.registration.library.entitlements import Condition
from ndl.registration.library.entitlements import entitlement_of
from ndl.registration.library.service_terms import Consent
from ndl.registration.library.service_terms import latest_terms
from ndl.registration.library.services import Service
from ndl.registration.library.services import SERVICE_TABLE
from ndl.registration.library.services import UnknownService
from ndl.registration.patrons.directory import get_directory
from ndl.registration.patrons.patron import Patron
from ndl.registration.registration.terms import Terms


class ServiceTermsChanged(DomainError):
    """The consent was given to an outdated version of the terms."""

    code = Code.SERVICE_TERMS_CHANGED
    message = _(
        "These are not the latest terms of the service. Please read the latest ones "
        "and agree to them."
    )


class ServiceNotOpen(DomainError):
    """Other conditions than consent are not met."""

    code = Code.SERVICE_NOT_OPEN
    message = _(
        "You cannot use this service at present, so that there is nothing to agree "
        "to. The page of services tells what it needs."
    )


@dataclass(frozen=True)
class ConsentState:
    """The consent of one patron to the latest terms of one service.

    `missing` are the unmet conditions other than consent.
    """

    service: Service
    terms: Terms
    consent: Consent | None
    missing: tuple[Condition, ...]

    @property
    def is_current(self) -> bool:
        """Whether the patron agreed to the latest version."""
        return self.consent is not None and self.consent.version == self.terms.version

    @property
    def may_agree(self) -> bool:
        """Whether consent would open the service."""
        return self.service.offered and not (self.is_current or self.missing)

    @property
    def is_asked_again(self) -> bool:
        """Whether newer terms close a service to whose terms the patron agreed."""
        return self.consent is not None and self.may_agree


def consent_states(patron: Patron) -> list[ConsentState]:
    """Consent to all services with terms, and to former ones once agreed to."""
    rows = SERVICE_TABLE.rows()
    asking = [s for s in rows.values() if s.offered and s.needs_consent]
    others = sorted(patron.consents.keys() - {service.name for service in asking})
    gone = [rows.get(name) or SERVICE_TABLE.blank(name) for name in others]
    return [_state(patron, service) for service in (*asking, *gone)]


def consent_state(patron: Patron, service_name: str) -> ConsentState:
    """The consent of the patron to one service. Raises UnknownService."""
    return _state(patron, service_with_terms(service_name))


def service_with_terms(service_name: str) -> Service:
    """A service that is offered and asks for consent. Raises UnknownService."""
    service = SERVICE_TABLE.rows().get(service_name)
    if service is None or not (service.offered and service.needs_consent):
        raise UnknownService
    return service


def waiting_terms(user_id: str) -> list[ConsentState]:
    """Newer terms that close a service until the patron agrees; empty for others."""
    patron = get_directory().get(user_id)
    if patron is None:
        return []
    return [state for state in consent_states(patron) if state.is_asked_again]


def give_consent(patron: Patron, service_name: str, version: str) -> Consent:
    """Record that the patron agrees to a version, which must be the latest.

    Raises UnknownService, ServiceTermsChanged, ServiceNotOpen.
    """
    state = consent_state(patron, service_name)
    if version != state.terms.version:
        raise ServiceTermsChanged
    if state.is_current and state.consent is not None:
        return state.consent
    if not state.may_agree:
        raise ServiceNotOpen
    consent = Consent(version, now())
    patron.give_consent(service_name, consent)
    tag = AuditTag.CONSENT_GIVEN
    audit(tag, patron.user_id, service=service_name, version=version)
    return consent


def withdraw_consent(patron: Patron, service_name: str) -> bool:
    """Withdraw the consent. Returns whether there was one."""
    consent = patron.consents.get(service_name)
    if consent is None:
        return False
    patron.withdraw_consent(service_name)
    tag = AuditTag.CONSENT_WITHDRAWN
    audit(tag, patron.user_id, service=service_name, version=consent.version)
    return True


def _state(patron: Patron, service: Service) -> ConsentState:
    missing = entitlement_of(patron, service).missing
    others = tuple(
        one
        for one in missing
        if one not in (Condition.CONSENT, Condition.OFFICIAL_OR_CARD)
    )
    terms = latest_terms(service.name)
    return ConsentState(service, terms, patron.consents.get(service.name), others)
