"""GET and POST @registration-terms: the versions of the terms, and a new one (R58).

`@registration-terms/NAME` is for the terms of a service.
"""

from ndl.registration.config import LANGUAGES
from ndl.registration.custom.words import safe_html
from ndl.registration.library.consent import service_with_terms
from ndl.registration.library.service_terms import publish_service_terms
from ndl.registration.library.service_terms import terms_of
from ndl.registration.registration.terms import get_terms
from ndl.registration.registration.terms import publish_terms
from ndl.registration.registration.terms import Terms
from ndl.registration.registration.terms import TermsBook
from ndl.registration.registration.terms import TermsChanged
from ndl.registration.services.body import Malformed
from ndl.registration.services.words.base import Unknown
from ndl.registration.services.words.base import WordsService
from typing import Any


class TermsService(WordsService):
    """Base of the services for reading and publishing."""

    @property
    def service(self) -> str:
        """The service in the URL; empty for the terms of registration.

        Raises Unknown, UnknownService.
        """
        if len(self.path) > 1:
            raise Unknown
        return service_with_terms(self.path[0]).name if self.path else ""

    @property
    def book(self) -> TermsBook:
        """All versions of the terms in the URL."""
        return terms_of(self.service) if self.service else get_terms()


class TermsGet(TermsService):
    """All versions, the one in force first."""

    def respond(self) -> dict[str, Any]:
        """The versions with their texts, which are empty for the shipped version."""
        url = "/".join([self.context.absolute_url(), "@registration-terms", *self.path])
        return {"@id": url, "items": [_shown(terms) for terms in self.book.versions]}


class TermsPost(TermsService):
    """Publishes a new version."""

    def respond(self) -> Any:
        """Publish it, if `previous` is still the current one. Raises TermsChanged."""
        data = self.body()
        asks, previous = data.get("asks_again", False), self.text(data, "previous")
        if not isinstance(asks, bool) or not previous:
            raise Malformed
        sent = self.by_language(data, "texts")
        texts = {language: safe_html(sent.get(language, "")) for language in LANGUAGES}
        service = self.service
        if self.book.current.version != previous:
            raise TermsChanged
        if service:
            return self.change(lambda: publish_service_terms(service, texts, previous))
        return self.change(lambda: publish_terms(texts, asks, previous))


def _shown(terms: Terms) -> dict[str, Any]:
    return {
        "version": terms.version,
        "since": terms.since.isoformat() if terms.since else None,
        "asks_again": terms.asks_again,
        "texts": dict(terms.texts),
    }
