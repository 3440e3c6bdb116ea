"""The terms that the control panel edits: of registration, or of a service."""

from ndl.registration import _
from ndl.registration.browser.terms.text import TermsText
from ndl.registration.library.service_terms import publish_service_terms
from ndl.registration.library.service_terms import terms_of
from ndl.registration.library.services import Service
from ndl.registration.library.services import SERVICE_TABLE
from ndl.registration.registration.terms import get_terms
from ndl.registration.registration.terms import publish_terms
from ndl.registration.registration.terms import Terms
from ndl.registration.registration.terms import TermsBook
from zope.i18nmessageid import Message


class RegistrationTerms:
    """The terms and conditions of registration."""

    name = ""
    title = _("Terms and Conditions")
    page = "terms?"

    @property
    def book(self) -> TermsBook:
        """All versions."""
        return get_terms()

    def render(self, view: TermsText, terms: Terms, language: str) -> str:
        """The text of a version."""
        return view.render(terms, language)

    def publish(self, texts: dict[str, str], asks_again: bool, previous: str) -> Terms:
        """Publish a new version. Raises TermsIncomplete."""
        return publish_terms(texts, asks_again, previous)


class TermsOfService:
    """The terms of a service; patrons always have to agree to new versions."""

    def __init__(self, service: Service) -> None:
        self.name = service.name
        words = _("Terms of use: ${service}")
        self.title = Message(words, mapping={"service": service.title})
        self.page = f"service-terms?service={service.name}&"

    @property
    def book(self) -> TermsBook:
        """All versions."""
        return terms_of(self.name)

    def render(self, view: TermsText, terms: Terms, language: str) -> str:
        """The text of a version."""
        return view.render_service(terms, language)

    def publish(self, texts: dict[str, str], asks_again: bool, previous: str) -> Terms:
        """Publish a new version. Raises TermsIncomplete."""
        return publish_service_terms(self.name, texts, previous)


Edited = RegistrationTerms | TermsOfService


def edited_terms(service: str) -> Edited | None:
    """The terms of a service; with an empty name those of registration.

    None for an unknown service.
    """
    if not service:
        return RegistrationTerms()
    found = SERVICE_TABLE.rows().get(service)
    return None if found is None else TermsOfService(found)


def edited_titles() -> dict[str, str]:
    """Titles of the terms by the name of their service."""
    asking = (one for one in SERVICE_TABLE.offered() if one.needs_consent)
    return {"": RegistrationTerms.title, **{one.name: one.title for one in asking}}
