"""GET @my-history and POST @my-data: the data held about the patron."""

from datetime import datetime
from datetime import UTC
from ndl.registration.account.data_archive import take_my_data
from ndl.registration.account.history import Happening
from ndl.registration.account.history import history_of
from ndl.registration.account.history_words import about_in_words
from ndl.registration.account.history_words import in_words
from ndl.registration.browser.account.devices import browser_name
from ndl.registration.patrons.patron import Patron
from ndl.registration.services.errors import wanted_language
from ndl.registration.services.patron import FileService
from ndl.registration.services.patron import PatronService
from ndl.registration.web.download import Download
from ndl.registration.web.download import send_zip
from typing import Any


class MyHistoryGet(PatronService):
    """All entries, the newest first, in the language that the request asks for."""

    def answer(self, patron: Patron) -> dict[str, Any]:
        """The entries; `event` is the name for programs, `title` the text."""
        return {
            "@id": f"{self.context.absolute_url()}/@my-history",
            "items": [self._show(one) for one in history_of(patron.user_id)],
        }

    def _show(self, one: Happening) -> dict[str, Any]:
        language = wanted_language(self.request)
        return {
            "event": one.tag.value,
            "title": in_words(one.tag, language),
            "about": about_in_words(one.tag, one.about, language),
            "browser": browser_name(one.user_agent) if one.user_agent else "",
            "moment": datetime.fromtimestamp(one.moment, UTC).isoformat(),
        }


class MyDataPost(FileService, PatronService):
    """POST, not GET, as it writes to the audit log."""

    needs_fresh_code = True

    def answer(self, patron: Patron) -> Download:
        """The same ZIP archive as on the page."""
        return send_zip(self.request.response, take_my_data(patron), "my-data.zip")
