"""`@my-consents`: consent to the terms of services: read, give, withdraw."""

from ndl.registration.library.consent import consent_state
from ndl.registration.library.consent import consent_states
from ndl.registration.library.consent import ConsentState
from ndl.registration.library.consent import give_consent
from ndl.registration.library.consent import withdraw_consent
from ndl.registration.library.services import UnknownService
from ndl.registration.library.words import explain
from ndl.registration.patrons.patron import Patron
from ndl.registration.services.errors import say
from ndl.registration.services.errors import wanted_language
from ndl.registration.services.patron import PatronService
from plone import api
from typing import Any
from zope.interface import implementer
from zope.publisher.interfaces import IPublishTraverse
from ZPublisher.HTTPRequest import HTTPRequest


class MyConsentsGet(PatronService):
    """Each service that asks for consent, with the text of its latest terms."""

    def answer(self, patron: Patron) -> dict[str, Any]:
        """All such services, and former ones to which the patron once agreed."""
        url = self.context.absolute_url()
        states = consent_states(patron)
        return {
            "@id": f"{url}/@my-consents",
            "items": [describe(state, self.context, self.request) for state in states],
        }


def describe(state: ConsentState, site: Any, request: HTTPRequest) -> dict[str, Any]:
    """The patron's consent to one service; the text is HTML."""
    language = wanted_language(request)
    service, terms, consent = state.service, state.terms, state.consent
    view = api.content.get_view("terms-text", site, request)
    return {
        "@id": f"{site.absolute_url()}/@my-consents/{service.name}",
        "service": service.name,
        "title": say(request, service.title),
        "version": terms.version,
        "since": terms.since.isoformat() if terms.since else None,
        "page": f"{site.absolute_url()}/service-terms?service={service.name}",
        "text": view.render_service(terms, language),
        "agreed": None
        if consent is None
        else {"version": consent.version, "given": consent.given.isoformat()},
        "is_current": state.is_current,
        "may_agree": state.may_agree,
        "missing": [
            {"code": one.value, "message": say(request, explain(one, language))}
            for one in state.missing
        ],
    }


class MyConsentsPost(PatronService):
    """Takes `service` and the `version` that the patron has read."""

    def answer(self, patron: Patron) -> dict[str, Any]:
        """The patron's consent to the service after the change."""
        given = self.texts(("service", "version"))
        give_consent(patron, given["service"], given["version"])
        state = consent_state(patron, given["service"])
        return describe(state, self.context, self.request)


@implementer(IPublishTraverse)
class MyConsentsDelete(PatronService):
    """DELETE @my-consents/SERVICE withdraws the consent."""

    def __init__(self, context: Any, request: HTTPRequest) -> None:
        super().__init__(context, request)
        self._path: list[str] = []

    def publishTraverse(self, request: HTTPRequest, name: str) -> "MyConsentsDelete":
        """Read the name of the service from the URL."""
        self._path.append(name)
        return self

    def answer(self, patron: Patron) -> Any:
        """204, or 404 without such a consent."""
        if len(self._path) != 1 or not withdraw_consent(patron, self._path[0]):
            raise UnknownService
        return self.reply_no_content()
