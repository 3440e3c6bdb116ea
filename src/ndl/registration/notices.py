"""Notices from the library to one patron, shown in the portal (R125, R126)."""

from dataclasses import dataclass
from dataclasses import replace
from datetime import datetime
from ndl.registration.config import now
from ndl.registration.patrons.patron import Patron

import secrets


@dataclass(frozen=True)
class Notice:
    """One message: its `kind`, its facts as plain data, and whether it was read.

    The words are made when it is shown, in the reader's language.
    """

    notice_id: str
    kind: str
    created: datetime
    facts: tuple[tuple[str, object], ...] = ()
    read: bool = False

    def fact(self, name: str) -> object:
        """One of the facts, or None."""
        return dict(self.facts).get(name)


def add_notice(patron: Patron, kind: str, **facts: object) -> Notice:
    """Leave the patron a notice of a kind; newest first."""
    notice = Notice(secrets.token_hex(8), kind, now(), tuple(sorted(facts.items())))
    patron.notices = (notice, *patron.notices)
    return notice


def has_unread(patron: Patron) -> bool:
    """Whether a notice waits to be read."""
    return any(not notice.read for notice in patron.notices)


def mark_read(patron: Patron) -> None:
    """Note that the patron has seen all notices."""
    if has_unread(patron):
        patron.notices = tuple(replace(n, read=True) for n in patron.notices)
