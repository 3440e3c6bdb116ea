"""The store of notices by staff: each is stored once, however many read it."""

from BTrees.OOBTree import OOBTree
from BTrees.OOBTree import OOTreeSet
from collections.abc import Iterator
from datetime import date
from ndl.registration import stores
from ndl.registration.clock import now
from ndl.registration.clock import today
from ndl.registration.events import PatronRemoved
from ndl.registration.notices.written import WrittenNotice
from ndl.registration.patrons.patron import Patron
from ndl.registration.store_interfaces.staff import INoticeBoard
from persistent import Persistent
from zope.component import adapter
from zope.component import getUtility
from zope.component import queryUtility
from zope.interface import implementer

import secrets


class Mailing(Persistent):
    """Progress of the mails of a notice; `after` is the last patron done."""

    def __init__(self) -> None:
        self.after = ""
        self.sent = 0


@implementer(INoticeBoard)
class NoticeBoard(Persistent):
    """Notices by ID, in the order in which they were written.

    Notices to many patrons are indexed by their last day, so that past ones are not
    read; notices to one patron by user ID.
    """

    def __init__(self) -> None:
        self._notices = OOBTree()
        self._shared = OOTreeSet()
        self._of_patron = OOBTree()
        self.mailings = OOBTree()

    def new_id(self) -> str:
        """A new ID, sorted by time; random, so that parallel ones differ."""
        return f"{now():%Y%m%d%H%M%S}-{secrets.token_hex(4)}"

    def get(self, notice_id: str) -> WrittenNotice | None:
        """The notice of this ID, or None."""
        return self._notices.get(notice_id)

    def newest(self) -> Iterator[WrittenNotice]:
        """All notices, the newest first."""
        for notice_id in reversed(self._notices.keys()):
            yield self._notices[notice_id]

    def put(self, notice: WrittenNotice) -> None:
        """Store a notice, in place of an earlier one with its ID."""
        former = self.get(notice.notice_id)
        if former is not None and not former.audience.user_id:
            self._shared.discard(_key(former))
        self._notices[notice.notice_id] = notice
        reader = notice.audience.user_id
        if reader:
            known = self._of_patron.get(reader, ())
            if notice.notice_id not in known:
                self._of_patron[reader] = (*known, notice.notice_id)
        elif not notice.withdrawn:
            self._shared.add(_key(notice))

    def open_for(self, patron: Patron) -> list[WrittenNotice]:
        """The current notices of the patron, newest first."""
        shared = (key[1] for key in self._shared.keys((_text(today()), "")))
        own = self._of_patron.get(patron.user_id, ())
        found = [self._notices[notice_id] for notice_id in (*shared, *own)]
        seen = [n for n in found if n.is_shown and n.audience.includes(patron)]
        return sorted(seen, key=lambda notice: notice.notice_id, reverse=True)

    def forget(self, user_id: str) -> None:
        """Delete the notices to one patron."""
        for notice_id in self._of_patron.pop(user_id, ()):
            self._notices.pop(notice_id, None)
            self.mailings.pop(notice_id, None)


def get_board() -> NoticeBoard:
    """The board of the current site."""
    return getUtility(INoticeBoard)


@adapter(PatronRemoved)
def forget_reader(event: PatronRemoved) -> None:
    """Delete the notices to a removed patron."""
    board = queryUtility(INoticeBoard)
    if board is not None:
        board.forget(event.user_id)


def _key(notice: WrittenNotice) -> tuple[str, str]:
    return _text(notice.wording.ends), notice.notice_id


def _text(day: date) -> str:
    return day.isoformat()


stores.register(INoticeBoard, NoticeBoard)
