"""`@library-services` and `@my-services`: services, conditions, entitlements."""

from ndl.registration.library.entitlements import entitlements
from ndl.registration.library.services import Service as LibraryService
from ndl.registration.library.services import SERVICE_TABLE
from ndl.registration.library.words import conditions_of
from ndl.registration.library.words import explain
from ndl.registration.patrons.patron import Patron
from ndl.registration.services.errors import say
from ndl.registration.services.errors import wanted_language
from ndl.registration.services.patron import PatronService
from plone.restapi.services import Service
from typing import Any
from ZPublisher.HTTPRequest import HTTPRequest


class LibraryServicesGet(Service):
    """All services, for everyone; @my-services adds the patron's entitlements."""

    def reply(self) -> dict[str, Any]:
        """All offered services, in the order of the table."""
        url = self.context.absolute_url()
        services = SERVICE_TABLE.offered()
        return {
            "@id": f"{url}/@library-services",
            "items": [describe(service, self.request, url) for service in services],
        }


def describe(service: LibraryService, request: HTTPRequest, url: str) -> dict[str, Any]:
    """A service in the language that the request asks for."""
    language = wanted_language(request)
    page = f"{url}/service-terms?service={service.name}"
    return {
        "name": service.name,
        "title": say(request, service.title),
        "link": say(request, service.link) if service.link else "",
        "conditions": [say(request, text) for text in conditions_of(service, language)],
        "terms_page": page if service.needs_consent else "",
    }


class MyServicesGet(PatronService):
    """Each service with its `level`: `use`, `request` or `none`."""

    def answer(self, patron: Patron) -> dict[str, Any]:
        """All services, in the order of the table."""
        url = self.context.absolute_url()
        language = wanted_language(self.request)
        return {
            "@id": f"{url}/@my-services",
            "items": [
                {
                    **describe(found.service, self.request, url),
                    "level": found.level.value,
                    "missing": [
                        {
                            "code": one.value,
                            "message": self.say(explain(one, language)),
                        }
                        for one in found.missing
                    ],
                }
                for found in entitlements(patron)
            ],
        }
