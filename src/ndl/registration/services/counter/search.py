"""POST @counter-search: names must not stand in addresses and logs."""

from ndl.registration.counter.find import find_patrons
from ndl.registration.counter.find import MOST
from ndl.registration.services.body import text_in
from ndl.registration.services.counter.base import CounterService
from typing import Any


class CounterSearch(CounterService):
    """Takes `wanted`: what a card, a patron or a document says."""

    is_sensitive = False

    def respond(self) -> dict[str, Any]:
        """The patrons, and whether there are more."""
        found = find_patrons(text_in(self.body().get("wanted")))
        return {
            "@id": f"{self.context.absolute_url()}/@counter-search",
            "items": [self.summarize(patron) for patron in found[:MOST]],
            "has_more": len(found) > MOST,
        }
