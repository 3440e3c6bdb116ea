"""`@my-requests`: the patron's requests of services."""

from ndl.registration.folding import URL_LENGTH
from ndl.registration.library.requests.errors import UnknownRequest
from ndl.registration.library.requests.mine import cancel_request
from ndl.registration.library.requests.mine import change_request
from ndl.registration.library.requests.mine import count_open
from ndl.registration.library.requests.mine import filed_requests
from ndl.registration.library.requests.mine import find_own
from ndl.registration.library.requests.mine import load_requests
from ndl.registration.library.requests.place import place_request
from ndl.registration.library.requests.request import State
from ndl.registration.library.requests.requestable import requestable
from ndl.registration.library.search.record import unseal_record
from ndl.registration.patrons.patron import Patron
from ndl.registration.services.body import Malformed
from ndl.registration.services.body import text_in
from ndl.registration.services.my_requests.base import MyRequestsService
from ndl.registration.services.my_requests.base import values_in
from typing import Any


SIZE = 100


class MyRequestsGet(MyRequestsService):
    """The list takes `state` and `b_start`."""

    def answer(self, patron: Patron) -> dict[str, Any]:
        """The requests, newest first, or the one in the URL."""
        if self.number:
            return self.describe_whole(find_own(patron, self.number))
        state = self.text_of("state")
        if state and state not in list(State):
            raise Malformed
        found = filed_requests(patron, State(state) if state else None)
        start = self.batch_start
        items = load_requests(found[start : start + SIZE])
        return {
            "@id": self.url,
            "open": count_open(patron),
            "items_total": len(found),
            "b_start": start,
            "b_size": SIZE,
            "items": [self.describe(request) for request in items],
        }


class MyRequestsPost(MyRequestsService):
    """Takes `service` and `values`; also `record`, the token of @search-materials.

    Sending it twice with the same `key` makes only one request.
    """

    def answer(self, patron: Patron) -> dict[str, Any]:
        """201 and the request."""
        if self.number:
            raise UnknownRequest
        body = self.body()
        service = text_in(body.get("service"))
        values = values_in(body, requestable(patron, service).asked)
        token = text_in(body.get("record", ""), URL_LENGTH)
        record = unseal_record(token) if token else None
        key = text_in(body.get("key", ""), 64)
        made = place_request(patron, service, values, record, key)
        self.request.response.setStatus(201)
        return self.describe_whole(made)


class MyRequestsPatch(MyRequestsService):
    """Takes all `values`, and the `mark` of the version that was read."""

    def answer(self, patron: Patron) -> dict[str, Any]:
        """The request."""
        item = find_own(patron, self.number)
        body = self.body()
        values = values_in(body, requestable(patron, item.service).asked, item.values)
        mark = text_in(body.get("mark"), 32)
        return self.describe_whole(
            change_request(patron, item.request_id, values, mark)
        )


class MyRequestsDelete(MyRequestsService):
    """Cancels a request, until the library has begun work on it."""

    def answer(self, patron: Patron) -> dict[str, Any]:
        """The request."""
        return self.describe_whole(cancel_request(patron, self.number))
