"""`@my-notices`: the patron's notices, and which are read."""

from ndl.registration.browser.notices.shown import application_of
from ndl.registration.browser.notices.shown import html_of
from ndl.registration.browser.notices.shown import note_of
from ndl.registration.browser.notices.shown import parts_of
from ndl.registration.browser.notices.shown import reasons_of
from ndl.registration.browser.notices.titles import title_of
from ndl.registration.notices.personal import entries_of
from ndl.registration.notices.personal import mark_read
from ndl.registration.notices.personal import Notice
from ndl.registration.notices.personal import NoticeEntry
from ndl.registration.patrons.patron import Patron
from ndl.registration.services.body import Malformed
from ndl.registration.services.errors import wanted_language
from ndl.registration.services.patron import PatronService
from typing import Any


class MyNoticesGet(PatronService):
    """All notices, the newest first, in the language that the request asks for."""

    def answer(self, patron: Patron) -> dict[str, Any]:
        """The notices, and whether any is unread."""
        entries = entries_of(patron)
        return {
            "@id": f"{self.context.absolute_url()}/@my-notices",
            "has_unread": any(not entry.read for entry in entries),
            "items": [self._show(entry) for entry in entries],
        }

    def _show(self, entry: NoticeEntry) -> dict[str, Any]:
        notice, language = entry.notice, wanted_language(self.request)
        return {
            "id": notice.notice_id,
            "kind": notice.kind if isinstance(notice, Notice) else "written",
            "title": self.say(title_of(notice, language)),
            "text": html_of(notice, language),
            "reasons": [self.say(text) for text in reasons_of(notice)],
            "to_correct": [self.say(title) for title in parts_of(notice)],
            "note": note_of(notice),
            "application": application_of(notice),
            "created": notice.created.isoformat(),
            "read": entry.read,
        }


class MyNoticesPatch(PatronService):
    """Takes `"read": true`, which marks all present notices as read."""

    def answer(self, patron: Patron) -> Any:
        """204."""
        if self.body().get("read") is not True:
            raise Malformed
        mark_read(patron)
        return self.reply_no_content()
