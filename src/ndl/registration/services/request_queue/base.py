"""The base of `@request-queue`: requests as shown to staff."""

from ndl.registration.library.requests.errors import UnknownRequest
from ndl.registration.library.requests.handle import find_request
from ndl.registration.library.requests.handle import look_at
from ndl.registration.library.requests.handle import possible_steps
from ndl.registration.library.requests.handle import standing_of
from ndl.registration.library.requests.request import PatronRequest
from ndl.registration.services.my_requests.base import describe_contents
from ndl.registration.services.my_requests.base import describe_request
from ndl.registration.services.patron import AtomicService
from typing import Any
from zope.interface import implementer
from zope.publisher.interfaces import IPublishTraverse
from ZPublisher.HTTPRequest import HTTPRequest


@implementer(IPublishTraverse)
class RequestQueueService(AtomicService):
    """A service at `@request-queue`, `/NUMBER` or `/NUMBER/STEP`."""

    path: tuple[str, ...] = ()

    def publishTraverse(self, request: HTTPRequest, name: str) -> "RequestQueueService":
        """Read the next part of the URL."""
        self.path = (*self.path, name)
        return self

    @property
    def url(self) -> str:
        """URL of the queue."""
        return f"{self.context.absolute_url()}/@request-queue"

    def item(self, parts: int) -> PatronRequest:
        """The request in a URL of this many parts. Raises UnknownRequest."""
        if len(self.path) != parts:
            raise UnknownRequest
        return find_request(self.path[0])

    def describe(self, item: PatronRequest) -> dict[str, Any]:
        """A request in the list."""
        found = describe_request(item, self.request)
        del found["can_change"], found["can_cancel"]
        return {"@id": f"{self.url}/{item.request_id}", "user_id": item.user_id} | found

    def describe_whole(self, item: PatronRequest) -> dict[str, Any]:
        """A request with history, patron and possible steps; the view is audited."""
        patron, standing = look_at(item), standing_of(item)
        return {
            **self.describe(item),
            **describe_contents(item, self.request, for_staff=True),
            "patron": {
                "user_id": patron.user_id,
                "user_type": patron.patron_class.value,
                "name": patron.full_name,
                "kana": f"{patron.family_kana} {patron.given_kana}".strip(),
                "phone": patron.phone,
                "phone_is_fax": patron.phone_is_fax,
                "email": patron.email,
                "language": patron.language,
            },
            "steps": [step.value for step in possible_steps(item)],
            "level": standing.level.value,
            "missing": [one.value for one in standing.missing],
        }
