"""The page `my-requests`: all requests of the patron, with their states (R2)."""

from functools import cached_property
from ndl.registration import _
from ndl.registration.browser.requests.page import RequestPage
from ndl.registration.browser.requests.shown import show_request
from ndl.registration.browser.requests.shown import ShownRequest
from ndl.registration.library.requests.mine import filed_requests
from ndl.registration.library.requests.mine import load_requests
from ndl.registration.library.requests.request import State
from ndl.registration.library.requests.words import STATES
from plone.batching import Batch
from typing import Any


SIZE = 20


class MyRequests(RequestPage):
    """The list, newest first, with a filter by state."""

    title = _("My requests")

    @cached_property
    def state(self) -> State | None:
        """The chosen state; None for all."""
        chosen = self.text_of("state")
        return State(chosen) if chosen in list(State) else None

    @property
    def states(self) -> list[dict[str, Any]]:
        """All states to choose from."""
        return [
            {"value": state.value, "title": title, "chosen": state is self.state}
            for state, title in STATES.items()
        ]

    @cached_property
    def batch(self) -> Batch:
        """Index entries of the requests on this page of the list."""
        found = filed_requests(self.owner, self.state)
        return Batch(found, size=SIZE, start=self.batch_start)

    @property
    def rows(self) -> list[ShownRequest]:
        """The requests on this page of the list."""
        return [show_request(one) for one in load_requests(list(self.batch))]
