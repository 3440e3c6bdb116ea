"""@request-queue and @request-export: the requests of patrons, for the staff."""

from collections.abc import Mapping
from functools import partial
from ndl.registration.errors import DomainError
from ndl.registration.library.requests.errors import UnknownRequest
from ndl.registration.library.requests.export import export_requests
from ndl.registration.library.requests.export import FILE_NAME
from ndl.registration.library.requests.export import note_exported
from ndl.registration.library.requests.handle import find_request
from ndl.registration.library.requests.handle import look_at
from ndl.registration.library.requests.handle import note_call
from ndl.registration.library.requests.handle import possible_steps
from ndl.registration.library.requests.handle import standing_of
from ndl.registration.library.requests.handle import step_named
from ndl.registration.library.requests.handle import take_step
from ndl.registration.library.requests.handle import TEXT_LENGTH
from ndl.registration.library.requests.handle import write_to_patron
from ndl.registration.library.requests.queue import BATCH
from ndl.registration.library.requests.queue import count_requests
from ndl.registration.library.requests.queue import COUNTED
from ndl.registration.library.requests.queue import FILTER_NAMES
from ndl.registration.library.requests.queue import Filters
from ndl.registration.library.requests.queue import find_page
from ndl.registration.library.requests.queue import is_place
from ndl.registration.library.requests.queue import note_listed
from ndl.registration.library.requests.queue import parse_filters
from ndl.registration.library.requests.request import PatronRequest
from ndl.registration.library.requests.request import Step
from ndl.registration.services.body import Malformed
from ndl.registration.services.body import part_url
from ndl.registration.services.body import size_in
from ndl.registration.services.body import text_in
from ndl.registration.services.errors import wanted_language
from ndl.registration.services.my_requests.base import describe_contents
from ndl.registration.services.my_requests.base import describe_request
from ndl.registration.services.patron import AccountService
from ndl.registration.services.patron import FileService
from ndl.registration.web.download import Download
from ndl.registration.web.download import read_apart
from ndl.registration.web.download import send_csv
from typing import Any
from zope.interface import implementer
from zope.publisher.interfaces import IPublishTraverse
from ZPublisher.HTTPRequest import HTTPRequest

import transaction


@implementer(IPublishTraverse)
class RequestQueueService(AccountService):
    """A service at `@request-queue`, `/NUMBER` or `/NUMBER/STEP`."""

    path: tuple[str, ...] = ()

    def publishTraverse(self, request: HTTPRequest, name: str) -> "RequestQueueService":
        """Read the next part of the URL."""
        self.path = (*self.path, name)
        return self

    def refuse(
        self, error: DomainError, fields: Mapping[str, str] | None = None
    ) -> dict[str, Any]:
        """The answer for a refusal; nothing is kept of what was refused half way."""
        transaction.doom()
        return super().refuse(error, fields)

    @property
    def url(self) -> str:
        """The address of the queue."""
        return f"{self.context.absolute_url()}/@request-queue"

    def item(self, parts: int) -> PatronRequest:
        """The request that an address of so many parts names. Raises UnknownRequest."""
        if len(self.path) != parts:
            raise UnknownRequest
        return find_request(self.path[0])

    def describe(self, item: PatronRequest) -> dict[str, Any]:
        """A request in the list."""
        found = describe_request(item, self.request)
        del found["can_change"], found["can_cancel"]
        return {"@id": f"{self.url}/{item.request_id}", "user_id": item.user_id} | found

    def describe_whole(self, item: PatronRequest) -> dict[str, Any]:
        """A request with its history, its patron, and what can be done; audited."""
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


def filters_in(values: Mapping[str, Any]) -> Filters:
    """The filters of an address. Raises Malformed."""
    texts = {name: text_in(values.get(name, "")) for name in FILTER_NAMES}
    filters, faulty = parse_filters(texts)
    if faulty:
        raise Malformed
    return filters


class RequestQueueGet(RequestQueueService):
    """Takes the filters of the page, `after` or `before` a place, and `size`."""

    def respond(self) -> dict[str, Any]:
        """A part of the list, or all of one request."""
        if self.path:
            return self.describe_whole(self.item(1))
        filters = filters_in(self.request.form)
        places = {name: self._place(name) for name in ("after", "before")}
        page = find_page(filters, **places, size=size_in(self.request.form, BATCH))
        note_listed(page.requests)
        return {
            "@id": self.url,
            "items": [self.describe(item) for item in page.requests],
            "previous": self._link(before=page.first) if page.has_before else None,
            "next": self._link(after=page.last) if page.has_after else None,
            "counts": count_requests(filters.service),
            "counted_to": COUNTED,
        }

    def _place(self, name: str) -> str:
        place = text_in(self.request.form.get(name, ""))
        if place and not is_place(place):
            raise Malformed
        return place

    def _link(self, **place: str) -> str:
        return part_url(self.url, self.request.form, FILTER_NAMES, **place)


# Too long a text is refused by the use case, with the code for it.
_LONG = 10 * TEXT_LENGTH


class RequestQueuePost(RequestQueueService):
    """Takes the `mark` that was read, a `text`, and for `refuse` a `reason`.

    `write` sends the text to the patron, `call` notes a telephone call.
    """

    def respond(self) -> dict[str, Any]:
        """The request after the step."""
        item, body = self.item(2), self.body()
        mark = text_in(body.get("mark"))
        text = text_in(body.get("text", ""), _LONG)
        if self.path[1] == Step.WRITE:
            write_to_patron(item, text, mark)
        elif self.path[1] == Step.CALL:
            note_call(item, text, mark)
        else:
            step = step_named(self.path[1])
            take_step(item, step, mark, text_in(body.get("reason", "")), text)
        return self.describe_whole(item)


class RequestExportGet(FileService):
    """Each export is audited."""

    def respond(self) -> Download:
        """The file, in the language that the request asks for."""
        filters = filters_in(self.request.form)
        note_exported(filters)
        make = partial(export_requests, filters, wanted_language(self.request))
        return send_csv(self.request.response, read_apart(make), FILE_NAME)
