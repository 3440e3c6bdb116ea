"""Base of the services for the queue."""

from ndl.registration.errors import DomainError
from ndl.registration.review.entry import Entry
from ndl.registration.review.filters import FILTER_NAMES
from ndl.registration.review.filters import Filters
from ndl.registration.review.filters import parse_filters
from ndl.registration.services.body import Malformed
from ndl.registration.services.body import text_in
from ndl.registration.services.errors import refuse
from plone import api
from plone.protect.interfaces import IDisableCSRFProtection
from plone.restapi.services import Service
from typing import Any
from zope.interface import alsoProvides

import transaction


class QueueService(Service):
    """A service at `@registration-queue`; no cache stores its answers."""

    def reply(self) -> Any:
        """Answer, or say why not; nothing is kept of what was refused."""
        self.request.response.setHeader("Cache-Control", "no-store, private")
        alsoProvides(self.request, IDisableCSRFProtection)
        try:
            return self.answer()
        except DomainError as error:
            transaction.doom()
            return refuse(self.request, error.code, error.message)

    def answer(self) -> Any:
        """The body of the response. A DomainError becomes a refusal."""
        raise NotImplementedError

    @property
    def url(self) -> str:
        """The address of the queue."""
        return f"{self.context.absolute_url()}/@registration-queue"

    def describe(self, entry: Entry) -> dict[str, Any]:
        """An entry of the list, with the address of the application."""
        found = entry._asdict()
        del found["moment"]
        desk = f"{self.context.absolute_url()}/registration-desk"
        return {
            "@id": f"{desk}/{entry.number}",
            **found,
            "signs": list(entry.signs),
            "received": entry.received.isoformat(),
        }


def filters_in(values: dict[str, Any]) -> Filters:
    """The filters among the members of a request. Raises Malformed."""
    texts = {name: text_in(values.get(name, "")) for name in FILTER_NAMES}
    filters, faulty = parse_filters(texts, api.user.get_current().getId())
    if faulty:
        raise Malformed
    return filters
