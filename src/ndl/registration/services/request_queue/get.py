"""GET `@request-queue` and `@request-export`: requests of patrons, for the staff."""

from collections.abc import Mapping
from functools import partial
from ndl.registration.library.requests.export import export_requests
from ndl.registration.library.requests.export import FILE_NAME
from ndl.registration.library.requests.export import note_exported
from ndl.registration.library.requests.queue import BATCH
from ndl.registration.library.requests.queue import count_requests
from ndl.registration.library.requests.queue import COUNTED
from ndl.registration.library.requests.queue import FILTER_NAMES
from ndl.registration.library.requests.queue import Filters
from ndl.registration.library.requests.queue import find_page
from ndl.registration.library.requests.queue import is_place
from ndl.registration.library.requests.queue import note_listed
from ndl.registration.library.requests.queue import parse_filters
from ndl.registration.services.body import Malformed
from ndl.registration.services.body import part_url
from ndl.registration.services.body import size_in
from ndl.registration.services.body import text_in
from ndl.registration.services.errors import wanted_language
from ndl.registration.services.patron import FileService
from ndl.registration.services.request_queue.base import RequestQueueService
from ndl.registration.web.download import Download
from ndl.registration.web.download import read_apart
from ndl.registration.web.download import send_csv
from typing import Any


def filters_in(values: Mapping[str, Any]) -> Filters:
    """The filters in a query string. Raises Malformed."""
    texts = {name: text_in(values.get(name, "")) for name in FILTER_NAMES}
    filters, faulty = parse_filters(texts)
    if faulty:
        raise Malformed
    return filters


class RequestQueueGet(RequestQueueService):
    """Takes the filters of the page, `after` or `before` a place, and `size`."""

    def respond(self) -> dict[str, Any]:
        """A part of the list, or one request with all details."""
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


class RequestExportGet(FileService):
    """The filtered queue as a CSV file; each export is audited."""

    def respond(self) -> Download:
        """The file, in the language that the request asks for."""
        filters = filters_in(self.request.form)
        note_exported(filters)
        make = partial(export_requests, filters, wanted_language(self.request))
        return send_csv(self.request.response, read_apart(make), FILE_NAME)
