"""Notices as one patron reads them."""

from dataclasses import dataclass
from ndl.registration.notices.personal import mark_personal_read
from ndl.registration.notices.personal import Notice
from ndl.registration.notices.written import WrittenNotice
from ndl.registration.patrons.patron import Patron
from ndl.registration.store_interfaces.staff import INoticeBoard
from zope.component import queryUtility


@dataclass(frozen=True)
class Entry:
    """A notice as it stands for its reader: by the portal, or by staff."""

    notice: Notice | WrittenNotice
    read: bool


def entries_of(patron: Patron) -> list[Entry]:
    """All that the patron may read now, the newest first."""
    entries = [
        *(Entry(notice, notice.read) for notice in patron.notices),
        *(Entry(one, one.mark in patron.read_marks) for one in _written(patron)),
    ]
    return sorted(entries, key=lambda entry: entry.notice.created, reverse=True)


def has_unread(patron: Patron) -> bool:
    """Whether a notice waits to be read."""
    return any(not entry.read for entry in entries_of(patron))


def mark_read(patron: Patron) -> None:
    """Note that the patron has seen all notices.

    Marks of notices that are over are dropped, so that they never grow beyond
    the notices that are shown.
    """
    mark_personal_read(patron)
    marks = frozenset(notice.mark for notice in _written(patron))
    if patron.read_marks != marks:
        patron.read_marks = marks


def _written(patron: Patron) -> list[WrittenNotice]:
    board = queryUtility(INoticeBoard)
    return [] if board is None else board.open_for(patron)
