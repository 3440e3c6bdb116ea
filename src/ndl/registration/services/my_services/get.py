"""GET @my-services: what the patron may use, and what is missing for the rest."""

from ndl.registration.library.entitlements import entitlements
from ndl.registration.library.words import explain
from ndl.registration.patrons.patron import Patron
from ndl.registration.services.errors import say
from ndl.registration.services.errors import wanted_language
from ndl.registration.services.library_services.get import describe
from ndl.registration.services.patron import PatronService
from typing import Any


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
                            "message": say(self.request, explain(one, language)),
                        }
                        for one in found.missing
                    ],
                }
                for found in entitlements(patron)
            ],
        }
