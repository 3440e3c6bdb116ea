"""GET @registration-queue: what waits, the oldest first, with all numbers."""

from ndl.registration.review.filters import FILTER_NAMES
from ndl.registration.review.queue import BATCH
from ndl.registration.review.queue import count_applications
from ndl.registration.review.queue import count_late
from ndl.registration.review.queue import find_page
from ndl.registration.review.queue import note_listed
from ndl.registration.services.body import text_in
from ndl.registration.services.parts import part_url
from ndl.registration.services.parts import size_in
from ndl.registration.services.queue.base import filters_in
from ndl.registration.services.queue.base import QueueService
from typing import Any


class QueueGet(QueueService):
    """Takes the filters of the page, `after` or `before` a number, and `size`."""

    def answer(self) -> dict[str, Any]:
        """A part of the list and the addresses of those before and after."""
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
