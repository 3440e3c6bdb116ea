"""The notices of one patron, by the portal or by staff, and which are read."""

from dataclasses import dataclass
from datetime import datetime
from ndl.registration.clock import now
from ndl.registration.notices.written import WrittenNotice
from ndl.registration.patrons.patron import Patron
from ndl.registration.store_interfaces.staff import INoticeBoard
from zope.component import queryUtility

import secrets


@dataclass(frozen=True)
class Notice:
    """One message: its `kind`, its facts as plain data, and whether it was read.

    The text is made when the notice is shown, in the reader's language.
    """

    notice_id: str
    kind: str
    created: datetime
    facts: tuple[tuple[str, object], ...] = ()
    read: bool = False

    def fact(self, name: str) -> object:
        """The fact of this name, or None."""
        return dict(self.facts).get(name)


def new_notice(kind: str, **facts: object) -> Notice:
    """A new notice, not yet delivered."""
    return Notice(secrets.token_hex(8), kind, now(), tuple(sorted(facts.items())))


def add_notice(patron: Patron, kind: str, **facts: object) -> Notice:
    """Add a new notice for the patron."""
    notice = new_notice(kind, **facts)
    patron.add_notice(notice)
    return notice


@dataclass(frozen=True)
class NoticeEntry:
    """A notice by the portal or by staff, and whether its reader has read it."""

    notice: Notice | WrittenNotice
    read: bool


def entries_of(patron: Patron) -> list[NoticeEntry]:
    """All notices that the patron can read now, the newest first."""
    entries = [
        *(NoticeEntry(notice, notice.read) for notice in patron.notices),
        *(NoticeEntry(one, one.mark in patron.read_marks) for one in _written(patron)),
    ]
    return sorted(entries, key=lambda entry: entry.notice.created, reverse=True)


def has_unread(patron: Patron) -> bool:
    """Whether the patron has unread notices."""
    return any(not entry.read for entry in entries_of(patron))


def mark_read(patron: Patron) -> None:
    """Mark all notices of the patron as read.

    Marks of past notices are dropped, so that there are never more marks than
    notices shown.
    """
    patron.mark_notices_read(frozenset(notice.mark for notice in _written(patron)))


def _written(patron: Patron) -> list[WrittenNotice]:
    board = queryUtility(INoticeBoard)
    return [] if board is None else board.open_for(patron)
