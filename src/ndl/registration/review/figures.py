"""Daily counts of received and decided applications and reasons of decline.

Like the entries of the index, counts are kept on shelves, one for each thread, so that
parallel submissions and decisions conflict at most at the first count of a day.
"""

from BTrees.OOBTree import OOBTree
from collections.abc import Iterator
from datetime import date
from datetime import timedelta
from enum import StrEnum
from ndl.registration import stores
from ndl.registration.clock import site_zone
from ndl.registration.clock import today
from ndl.registration.review.calendar import count_business_days
from ndl.registration.review.content import RegistrationApplication
from ndl.registration.review.entry import IndexEntry
from ndl.registration.review.shelf import own_shelf
from ndl.registration.review.shelf import SEP
from ndl.registration.review.shelf import SHELVES
from ndl.registration.review.shelf import Tally
from ndl.registration.review.states import history_of
from ndl.registration.review.states import is_open
from ndl.registration.review.states import State
from ndl.registration.settings import settings
from ndl.registration.store_interfaces.staff import IDeskFigures
from persistent import Persistent
from zope.component import queryUtility
from zope.interface import implementer


class Event(StrEnum):
    """Counted events; the key of a count adds further words."""

    RECEIVED = "received"
    # With the outcome and the due day.
    CLOSED = "closed"
    REOPENED = "reopened"
    # With the business days from the receipt to the decision.
    TOOK = "took"
    # With the name of the reason.
    REASON = "reason"
    # With the editor's user ID and the outcome.
    EDITOR = "editor"


@implementer(IDeskFigures)
class DeskFigures(Persistent):
    """Counts by day; those of submissions in a small tally of their own."""

    def __init__(self) -> None:
        self.clear()

    def clear(self) -> None:
        """Remove all counts."""
        self._shelves = tuple(OOBTree() for _ in range(SHELVES))

    def add(self, day: date, key: tuple[str, ...], number: int = 1) -> None:
        """Add to the count of an event on a day, unless that is too long ago."""
        first = today() - timedelta(days=settings().figure_days)
        if day < first:
            return
        shelf = self._shelves[own_shelf()]
        place = f"{day.isoformat()}{SEP}{key[0] == Event.RECEIVED:d}"
        if place not in shelf:
            shelf[place] = Tally()
            _keep(shelf, first)
        shelf[place].add(tuple(map(str, key)), number)

    def since(self, day: date) -> Iterator[tuple[date, tuple[str, ...], int]]:
        """Counts from a day on: day, key, number; a key may occur on each shelf."""
        for shelf in self._shelves:
            for place, tally in shelf.items(min=day.isoformat()):
                counted = date.fromisoformat(place.partition(SEP)[0])
                for key, number in tally.counts.items():
                    yield counted, key, number

    def keep(self, first: date) -> None:
        """Remove the days before this one."""
        for shelf in self._shelves:
            _keep(shelf, first)


def get_figures() -> DeskFigures:
    """The figures of the current site; empty while the add-on is uninstalled."""
    return queryUtility(IDeskFigures) or DeskFigures()


def count_change(
    application: RegistrationApplication, known: IndexEntry | None, entry: IndexEntry
) -> None:
    """Count the change of an application from its `known` entry to the new one.

    Without a known entry, the receipt is counted as well.
    """
    figures = get_figures()
    if known is None:
        received = entry.received.astimezone(site_zone()).date()
        figures.add(received, (Event.RECEIVED, entry.kind))
    was_open = known is None or is_open(known.state)
    if was_open and not is_open(entry.state):
        _count_closed(application, entry)
    elif not was_open and is_open(entry.state):
        figures.add(today(), (Event.REOPENED, entry.due))


def count_removed(known: IndexEntry) -> None:
    """Count a removed application as no longer waiting."""
    if is_open(known.state):
        get_figures().add(today(), (Event.CLOSED, State.WITHDRAWN, known.due))


def _count_closed(application: RegistrationApplication, entry: IndexEntry) -> None:
    day, figures = _closing_day(application), get_figures()
    outcome = _outcome_of(application)
    figures.add(day, (Event.CLOSED, outcome, entry.due))
    if outcome is State.WITHDRAWN:
        return
    received = entry.received.astimezone(site_zone()).date()
    took = count_business_days(received, day)
    figures.add(day, (Event.TOOK, str(took)))
    for reason in application.reasons:
        figures.add(day, (Event.REASON, reason))
    if application.decided_by and settings().figures_by_editor:
        figures.add(day, (Event.EDITOR, application.decided_by, outcome))


def _outcome_of(application: RegistrationApplication) -> State:
    """The outcome of a decision, also with closing states of the site."""
    if not application.is_decided:
        return State.WITHDRAWN
    return State.DECLINED if application.reasons else State.VERIFIED


def _closing_day(application: RegistrationApplication) -> date:
    moment = history_of(application)[-1]["time"]
    return moment.asdatetime().astimezone(site_zone()).date()


def _keep(shelf: OOBTree, first: date) -> None:
    for place in list(shelf.keys(max=first.isoformat())):
        del shelf[place]


stores.register(IDeskFigures, DeskFigures)
