"""Versions of the terms of each service, and the patrons' consent to them."""

from BTrees.OOBTree import OOBTree
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from ndl.registration import stores
from ndl.registration.patrons.patron import Patron
from ndl.registration.registration.terms import publish
from ndl.registration.registration.terms import Terms
from ndl.registration.registration.terms import TermsBook
from ndl.registration.store_interfaces.library import IServiceTerms
from persistent import Persistent
from zope.component import getUtility
from zope.component import queryUtility
from zope.interface import implementer


_EMPTY = TermsBook()


@dataclass(frozen=True)
class Consent:
    """The consent of a patron to a version of the terms of a service."""

    version: str
    given: datetime


@implementer(IServiceTerms)
class ServiceTerms(Persistent):
    """A TermsBook for each service whose terms the library has published."""

    def __init__(self) -> None:
        self._books = OOBTree()

    def get(self, service_name: str) -> TermsBook | None:
        """The versions of the service's terms, or None."""
        return self._books.get(service_name)

    def ensure(self, service_name: str) -> TermsBook:
        """The versions of the service's terms; created if there are none."""
        return self._books.setdefault(service_name, TermsBook())

    def is_empty(self) -> bool:
        """Whether no terms of a service were ever published."""
        return not any(book.is_published for book in self._books.values())


def latest_terms(service_name: str) -> Terms:
    """The current version of the terms of a service."""
    return terms_of(service_name).current


def terms_of(service_name: str) -> TermsBook:
    """All versions of the terms of a service, for reading only."""
    store = queryUtility(IServiceTerms)
    return (None if store is None else store.get(service_name)) or _EMPTY


def publish_service_terms(
    service_name: str, texts: Mapping[str, str], previous: str
) -> Terms:
    """Publish a new version of the terms of a service.

    The service is closed to patrons who agreed to an older version until they agree
    to this one. Raises TermsIncomplete.
    """
    book = getUtility(IServiceTerms).ensure(service_name)
    return publish(book, texts, True, previous, service=service_name)


def has_agreed(patron: Patron, service_name: str) -> bool:
    """Whether the patron has agreed to the latest terms of the service."""
    consents: Mapping[str, Consent] = patron.consents
    consent = consents.get(service_name)
    return consent is not None and consent.version == latest_terms(service_name).version


stores.register(IServiceTerms, ServiceTerms)
