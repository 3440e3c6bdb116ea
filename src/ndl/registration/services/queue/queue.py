"""@registration-queue: the queue of applications, search, and the next to claim."""

from ndl.registration.current_user import current_user_id
from ndl.registration.review.entry import entry_of
from ndl.registration.review.entry import IndexEntry
from ndl.registration.review.filters import FILTER_NAMES
from ndl.registration.review.filters import Filters
from ndl.registration.review.filters import parse_filters
from ndl.registration.review.queue import BATCH
from ndl.registration.review.queue import count_applications
from ndl.registration.review.queue import count_late
from ndl.registration.review.queue import find_page
from ndl.registration.review.queue import note_listed
from ndl.registration.review.queue import take_next
from ndl.registration.review.search import find_by_text
from ndl.registration.review.states import token_of
from ndl.registration.services.body import Malformed
from ndl.registration.services.body import part_url
from ndl.registration.services.body import size_in
from ndl.registration.services.body import text_in
from ndl.registration.services.patron import AtomicService
from typing import Any
from zope.interface import implementer
from zope.publisher.interfaces import IPublishTraverse
from ZPublisher.HTTPRequest import HTTPRequest


class QueueService(AtomicService):
    """A service at `@registration-queue`."""

    @property
    def url(self) -> str:
        """URL of the queue."""
        return f"{self.context.absolute_url()}/@registration-queue"

    def describe(self, entry: IndexEntry) -> dict[str, Any]:
        """An entry of the list, with the URL of the application."""
        found = entry._asdict()
        del found["moment"], found["end"]
        desk = f"{self.context.absolute_url()}/registration-desk"
        return {
            "@id": f"{desk}/{entry.number}",
            **found,
            "signs": list(entry.signs),
            "received": entry.received.isoformat(),
        }


def filters_in(values: dict[str, Any]) -> Filters:
    """The filters among the members of a request. Raises Malformed."""
    texts = {name: text_in(values.get(name, "")) for name in FILTER_NAMES}
    filters, faulty = parse_filters(texts, current_user_id())
    if faulty:
        raise Malformed
    return filters


class QueueGet(QueueService):
    """Takes the filters of the page, `after` or `before` a number, and `size`."""

    def respond(self) -> dict[str, Any]:
        """A part of the list, and the URLs of the previous and the next part."""
        form = self.request.form
        page = find_page(
            filters_in(form),
            text_in(form.get("after", "")),
            text_in(form.get("before", "")),
            size_in(form, BATCH),
        )
        note_listed(page.entries)
        first, last = (page.entries[i].number if page.entries else "" for i in (0, -1))
        return {
            "@id": self.url,
            "items": [self.describe(entry) for entry in page.entries],
            "previous": self._link(before=first) if page.has_before else None,
            "next": self._link(after=last) if page.has_after else None,
            "counts": count_applications(),
            "overdue": count_late(),
        }

    def _link(self, **place: str) -> str:
        return part_url(self.url, self.request.form, FILTER_NAMES, **place)


NEXT = "next"


@implementer(IPublishTraverse)
class QueuePost(QueueService):
    """Without a path, takes `find`; in the body, to keep names out of server logs.

    `/next` takes the filters, and claims the next application.
    """

    path: tuple[str, ...] = ()

    def publishTraverse(self, request: HTTPRequest, name: str) -> "QueuePost":
        """Read the action from the URL."""
        self.path = (*self.path, name)
        return self

    def respond(self) -> Any:
        """The search results, or the application that the editor has claimed."""
        if self.path == (NEXT,):
            return self._take_next()
        if self.path:
            raise Malformed
        text = text_in(self.body().get("find", "")).strip()
        if not text:
            raise Malformed
        entries = find_by_text(text)
        note_listed(entries)
        return {"@id": self.url, "items": [self.describe(entry) for entry in entries]}

    def _take_next(self) -> dict[str, Any]:
        application = take_next(filters_in(self.body()))
        entry = entry_of(application)
        note_listed([entry])
        return self.describe(entry) | {"seen": token_of(application)}
