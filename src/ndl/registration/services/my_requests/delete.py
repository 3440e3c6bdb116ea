"""DELETE @my-requests/NUMBER: cancel a request; it stays in the history."""

from ndl.registration.library.requests.mine import cancel_request
from ndl.registration.patrons.patron import Patron
from ndl.registration.services.my_requests.base import MyRequestsService
from typing import Any


class MyRequestsDelete(MyRequestsService):
    """Possible until the library works on it."""

    def answer(self, patron: Patron) -> dict[str, Any]:
        """The request."""
        return self.describe_whole(cancel_request(patron, self.number))
