"""GET @my-requests: the own requests, or one with its history."""

from ndl.registration.browser.forms.request import text_of
from ndl.registration.browser.listing import batch_start
from ndl.registration.library.requests.mine import count_open
from ndl.registration.library.requests.mine import filed_requests
from ndl.registration.library.requests.mine import find_own
from ndl.registration.library.requests.mine import load_requests
from ndl.registration.library.requests.states import State
from ndl.registration.patrons.patron import Patron
from ndl.registration.services.body import Malformed
from ndl.registration.services.my_requests.base import MyRequestsService
from typing import Any


SIZE = 100


class MyRequestsGet(MyRequestsService):
    """The list takes `state` and `b_start`."""

    def answer(self, patron: Patron) -> dict[str, Any]:
        """The newest first, or the one that the address names."""
        if self.number:
            return self.describe_whole(find_own(patron, self.number))
        state = text_of(self.request, "state")
        if state and state not in list(State):
            raise Malformed
        found = filed_requests(patron, State(state) if state else None)
        start = batch_start(self.request)
        items = load_requests(found[start : start + SIZE])
        return {
            "@id": self.url,
            "open": count_open(patron),
            "items_total": len(found),
            "b_start": start,
            "b_size": SIZE,
            "items": [self.describe(request) for request in items],
        }
