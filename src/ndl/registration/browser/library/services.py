"""The page `library-services`: services, who may use them, and why not (R46-R50)."""

from ndl.registration import _
from ndl.registration.browser.library.page import LibraryPage
from ndl.registration.library.entitlements import Condition
from ndl.registration.library.entitlements import Entitlement
from ndl.registration.library.entitlements import entitlement_of
from ndl.registration.library.entitlements import Level
from ndl.registration.library.services import Service
from ndl.registration.library.services import SERVICE_TABLE
from ndl.registration.library.words import conditions_of
from ndl.registration.library.words import explain
from ndl.registration.review.queue import open_application_of
from typing import Any


STATES = {
    Level.USE: (_("You can use this service"), "text-bg-success"),
    Level.REQUEST: (_("You can request this service"), "text-bg-info"),
    Level.NONE: (_("Not open to you at present"), "text-bg-secondary"),
}


class LibraryServices(LibraryPage):
    """All services; for a patron, with the patron's own access."""

    title = _("Services of the library")

    @property
    def services(self) -> list[dict[str, Any]]:
        """The services as shown on the page."""
        return [self._show(service) for service in SERVICE_TABLE.offered()]

    @property
    def can_apply(self) -> bool:
        """Whether the patron may apply for official registration."""
        patron = self.patron
        if patron is None or patron.is_official:
            return False
        return open_application_of(patron.user_id) is None

    def _show(self, service: Service) -> dict[str, Any]:
        patron = self.patron
        stands = None if patron is None else entitlement_of(patron, service)
        shown = {
            "name": service.name,
            "title": service.title,
            "conditions": list(conditions_of(service, self.language)),
            "terms": self.terms_url(service.name) if service.needs_consent else "",
            "link": service.link if stands is None or stands.is_open else "",
        }
        return shown | (self._standing(stands) if stands is not None else {"state": ""})

    def _standing(self, stands: Entitlement) -> dict[str, Any]:
        state, look = STATES[stands.level]
        official = {Condition.OFFICIAL, Condition.OFFICIAL_OR_CARD}
        return {
            "state": state,
            "look": f"badge {look}",
            "missing": [explain(one, self.language) for one in stands.missing],
            "asks_consent": stands.after_consent,
            "asks_official": bool(official & set(stands.missing)) and self.can_apply,
        }
