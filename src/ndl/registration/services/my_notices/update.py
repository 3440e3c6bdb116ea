"""PATCH @my-notices: the patron has read them."""

from ndl.registration.notices.reading import mark_read
from ndl.registration.patrons.patron import Patron
from ndl.registration.services.body import Malformed
from ndl.registration.services.patron import PatronService
from typing import Any


class MyNoticesPatch(PatronService):
    """Takes `"read": true` for all that are shown now."""

    def answer(self, patron: Patron) -> Any:
        """204."""
        if self.body().get("read") is not True:
            raise Malformed
        mark_read(patron)
        return self.reply_no_content()
