"""POST @my-requests: place a request."""

from ndl.registration.library.requests.errors import UnknownRequest
from ndl.registration.library.requests.place import place_request
from ndl.registration.library.requests.place import requestable
from ndl.registration.library.search.record import unseal_record
from ndl.registration.patrons.patron import Patron
from ndl.registration.services.body import text_in
from ndl.registration.services.my_requests.base import MyRequestsService
from ndl.registration.services.my_requests.base import values_in
from ndl.registration.text import URL_LENGTH
from typing import Any


class MyRequestsPost(MyRequestsService):
    """Takes `service` and `values`; also `record`, the token of @search-materials.

    What is sent twice with the same `key` is one request.
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
