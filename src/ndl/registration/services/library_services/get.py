"""GET @library-services: the services of the library and who can use them."""

from ndl.registration.library.services import Service as LibraryService
from ndl.registration.library.services import SERVICE_TABLE
from ndl.registration.library.words import conditions_of
from ndl.registration.services.errors import say
from ndl.registration.services.errors import wanted_language
from plone.restapi.services import Service
from typing import Any
from ZPublisher.HTTPRequest import HTTPRequest


class LibraryServicesGet(Service):
    """The same for everybody; @my-services tells how they stand for a patron."""

    def reply(self) -> dict[str, Any]:
        """All services that are offered, in their order."""
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
