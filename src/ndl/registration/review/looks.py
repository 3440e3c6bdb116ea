"""Daily counts of views and steps per editor, kept for `look_days` days.

The audit log has every single view. These counts show managers unusual activity.
"""

from BTrees.OOBTree import OOBTree
from collections.abc import Iterator
from datetime import date
from datetime import timedelta
from enum import StrEnum
from ndl.registration import stores
from ndl.registration.clock import today
from ndl.registration.review.shelf import own_shelf
from ndl.registration.review.shelf import SEP
from ndl.registration.review.shelf import SHELVES
from ndl.registration.settings import settings
from ndl.registration.store_interfaces.staff import IDeskLooks
from persistent import Persistent
from typing import NamedTuple
from zope.component import queryUtility
from zope.interface import implementer


class LookKind(StrEnum):
    """Counted actions."""

    APPLICATION = "application"
    PICTURE = "picture"
    LIST = "list"
    EXPORT = "export"
    STEP = "step"


class Look(NamedTuple):
    """Count of one kind of action by an editor on a day, by application."""

    day: str
    editor: str
    kind: str
    application: str
    number: int


class _Looks(OOBTree):
    """Small buckets, as each view writes one."""

    max_leaf_size = 30
    max_internal_size = 60


@implementer(IDeskLooks)
class DeskLooks(Persistent):
    """Counts by day, editor, kind and application, on a shelf for each thread."""

    def __init__(self) -> None:
        self._shelves = tuple(_Looks() for _ in range(SHELVES))

    def add(self, day: date, editor: str, kind: str, application: str) -> None:
        """Count one action."""
        shelf = self._shelves[own_shelf()]
        key = SEP.join((day.isoformat(), editor, kind, application))
        shelf[key] = shelf.get(key, 0) + 1

    def between(self, first: date, last: date) -> Iterator[Look]:
        """The counts of these days, shelf by shelf; a key may occur on each shelf."""
        low, high = first.isoformat(), (last + timedelta(days=1)).isoformat()
        for shelf in self._shelves:
            for key, number in shelf.items(low, high):
                day, editor, kind, application = key.split(SEP)
                yield Look(day, editor, kind, application, number)

    def keep(self, first: date) -> None:
        """Remove the days before this one."""
        for shelf in self._shelves:
            for key in list(shelf.keys(max=first.isoformat())):
                del shelf[key]


def get_looks() -> DeskLooks:
    """The counts of the current site; empty while the add-on is uninstalled."""
    return queryUtility(IDeskLooks) or DeskLooks()


def forget_looks() -> None:
    """Remove counts older than `look_days`."""
    get_looks().keep(today() - timedelta(days=settings().look_days))


stores.register(IDeskLooks, DeskLooks)
