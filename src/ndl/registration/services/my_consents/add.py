"""POST @my-consents: the patron agrees to the latest terms of a service."""

from ndl.registration.library.consent import consent_state
from ndl.registration.library.consent import give_consent
from ndl.registration.patrons.patron import Patron
from ndl.registration.services.my_consents.get import describe
from ndl.registration.services.patron import PatronService
from typing import Any


class MyConsentsPost(PatronService):
    """Takes `service` and the `version` that was read."""

    def answer(self, patron: Patron) -> dict[str, Any]:
        """How the patron stands to the service afterwards."""
        given = self.texts(("service", "version"))
        give_consent(patron, given["service"], given["version"])
        state = consent_state(patron, given["service"])
        return describe(state, self.context, self.request)
