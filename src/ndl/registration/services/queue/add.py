"""POST @registration-queue: a search, or /next, by which an editor claims the next."""

from ndl.registration.review.entry import entry_of
from ndl.registration.review.queue import note_listed
from ndl.registration.review.queue import take_next
from ndl.registration.review.search import find_by_text
from ndl.registration.review.states import token_of
from ndl.registration.services.body import Malformed
from ndl.registration.services.body import read_body
from ndl.registration.services.body import text_in
from ndl.registration.services.queue.base import filters_in
from ndl.registration.services.queue.base import QueueService
from typing import Any
from zope.interface import implementer
from zope.publisher.interfaces import IPublishTraverse
from ZPublisher.HTTPRequest import HTTPRequest


NEXT = "next"


@implementer(IPublishTraverse)
class QueuePost(QueueService):
    """Without a path takes `find`: what names and addresses say stays out of logs.

    `/next` takes the filters.
    """

    path: tuple[str, ...] = ()

    def publishTraverse(self, request: HTTPRequest, name: str) -> "QueuePost":
        """Take what is to be done from the address."""
        self.path = (*self.path, name)
        return self

    def answer(self) -> Any:
        """The search results, or the application that the editor has claimed."""
        if self.path == (NEXT,):
            return self._take_next()
        if self.path:
            raise Malformed
        text = text_in(read_body(self.request).get("find", "")).strip()
        if not text:
            raise Malformed
        entries = find_by_text(text)
        note_listed(entries)
        return {"@id": self.url, "items": [self.describe(entry) for entry in entries]}

    def _take_next(self) -> dict[str, Any]:
        application = take_next(filters_in(read_body(self.request)))
        entry = entry_of(application)
        note_listed([entry])
        return self.describe(entry) | {"seen": token_of(application)}
