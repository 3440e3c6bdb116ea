"""Notices from the portal itself to one patron (R125, R126)."""

from dataclasses import dataclass
from dataclasses import replace
from datetime import datetime
from ndl.registration.config import now
from ndl.registration.patrons.patron import Patron

import secrets


# The record of a patron is read at each request.
_MOST = 100


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


def new_notice(kind: str, **facts: object) -> Notice:
    """A new notice, not yet delivered."""
    return Notice(secrets.token_hex(8), kind, now(), tuple(sorted(facts.items())))


def add_notice(patron: Patron, kind: str, **facts: object) -> Notice:
    """Leave the patron a notice of a kind; newest first, the oldest are dropped."""
    notice = new_notice(kind, **facts)
    patron.notices = (notice, *patron.notices)[:_MOST]
    return notice


def mark_personal_read(patron: Patron) -> None:
    """Note that the patron has seen them."""
    if any(not notice.read for notice in patron.notices):
        patron.notices = tuple(replace(n, read=True) for n in patron.notices)
