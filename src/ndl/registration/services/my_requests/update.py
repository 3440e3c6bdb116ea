"""PATCH @my-requests/NUMBER: ask for something else."""

from ndl.registration.library.requests.mine import change_request
from ndl.registration.library.requests.mine import find_own
from ndl.registration.library.requests.place import requestable
from ndl.registration.patrons.patron import Patron
from ndl.registration.services.body import text_in
from ndl.registration.services.my_requests.base import MyRequestsService
from ndl.registration.services.my_requests.base import values_in
from typing import Any


class MyRequestsPatch(MyRequestsService):
    """Takes all `values`, and the `mark` with which the request was read."""

    def answer(self, patron: Patron) -> dict[str, Any]:
        """The request."""
        item = find_own(patron, self.number)
        body = self.body()
        values = values_in(body, requestable(patron, item.service).asked)
        mark = text_in(body.get("mark"), 32)
        return self.describe_whole(
            change_request(patron, item.request_id, values, mark)
        )
