"""GET @notices: what staff have written, the newest first; /ID one of them."""

from itertools import islice
from ndl.registration.notices.board import get_board
from ndl.registration.notices.write import find_notice
from ndl.registration.services.notices.base import NoticesService
from typing import Any


PAGE_SIZE = 50


class NoticesGet(NoticesService):
    """`b_start` leaves out newer ones."""

    changes = False

    def answer(self) -> dict[str, Any]:
        """One notice, or a page of them."""
        if self.path:
            return self.describe(find_notice(self.notice_id))
        text = str(self.request.form.get("b_start", "0"))
        start = int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 0
        found = list(islice(get_board().newest(), start, start + PAGE_SIZE + 1))
        url = f"{self.context.absolute_url()}/@notices"
        more = len(found) > PAGE_SIZE
        return {
            "@id": url,
            "items": [self.describe(notice) for notice in found[:PAGE_SIZE]],
            "next": f"{url}?b_start={start + PAGE_SIZE}" if more else None,
        }
