"""Statistics of the desk by day or week."""

from collections import Counter
from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from datetime import timedelta
from functools import cached_property
from ndl.registration.clock import today
from ndl.registration.review.duration import median_of
from ndl.registration.review.figures import Event
from ndl.registration.review.figures import get_figures
from ndl.registration.review.index import get_index
from ndl.registration.review.span import Span
from ndl.registration.review.states import is_open
from ndl.registration.review.states import State
from ndl.registration.settings import settings
from ndl.registration.sheets import record_pieces


Counts = Counter[tuple[str, ...]]


@dataclass(frozen=True)
class Line:
    """Counts of one period, and the open applications at its end.

    `median` is in business days from receipt to decision; None without decisions.
    """

    since: date
    until: date
    received: int
    decided: int
    verified: int
    declined: int
    withdrawn: int
    waiting: int
    overdue: int
    median: int | None


@dataclass(frozen=True)
class EditorLine:
    """Decisions of one editor."""

    editor: str
    decided: int
    verified: int
    declined: int


@dataclass(frozen=True)
class ReasonLine:
    """Number of declines for one reason."""

    reason: str
    declined: int


# The tables of the figures, with the class of their lines.
FIGURE_TABLES = {"lines": Line, "reasons": ReasonLine, "editors": EditorLine}


@dataclass(frozen=True)
class Statistics:
    """Statistics of a span of days, up to today."""

    span: Span

    @cached_property
    def lines(self) -> list[Line]:
        """One line for each day or week, the oldest first."""
        return [self._line(first, last) for first, last in self._past.lines()]

    @cached_property
    def total(self) -> Line:
        """The whole span as one line."""
        return self._line(self._past.since, self._past.until)

    @cached_property
    def reasons(self) -> list[ReasonLine]:
        """Reasons of declines, most frequent first."""
        found = _words(self._counts, Event.REASON)
        return [ReasonLine(name, number) for name, number in found.most_common()]

    @cached_property
    def editors(self) -> list[EditorLine]:
        """Decisions per editor; empty unless the setting allows it."""
        if not settings().figures_by_editor:
            return []
        found = [_editor_line(name, self._counts) for name in self._names]
        return sorted(found, key=lambda line: line.editor)

    def pieces_of(self, table: str) -> Iterator[bytes]:
        """One of FIGURE_TABLES as CSV."""
        return record_pieces(FIGURE_TABLES[table], getattr(self, table))

    @property
    def _names(self) -> set[str]:
        return set(_words(self._counts, Event.EDITOR))

    @cached_property
    def _past(self) -> Span:
        return self.span.up_to(today())

    @cached_property
    def _counts(self) -> Counts:
        return self._sum(self._past.since, self._past.until)

    @cached_property
    def _days(self) -> dict[date, Counts]:
        days: dict[date, Counts] = {}
        for day, key, number in get_figures().since(self.span.since):
            days.setdefault(day, Counter())[key] += number
        return days

    def _sum(self, first: date, last: date) -> Counts:
        found: Counts = Counter()
        for number in range((last - first).days + 1):
            found.update(self._days.get(first + timedelta(days=number), {}))
        return found

    def _line(self, first: date, last: date) -> Line:
        counts = self._sum(first, last)
        closed = _words(counts, Event.CLOSED)
        took = {int(days): n for days, n in _words(counts, Event.TOOK).items()}
        return Line(
            since=first,
            until=last,
            received=_words(counts, Event.RECEIVED).total(),
            decided=closed[State.VERIFIED] + closed[State.DECLINED],
            verified=closed[State.VERIFIED],
            declined=closed[State.DECLINED],
            withdrawn=closed[State.WITHDRAWN],
            waiting=self._standing.waiting(last),
            overdue=self._standing.overdue(last),
            median=median_of(Counter(took)),
        )

    @cached_property
    def _standing(self) -> "_Standing":
        return _Standing(self._days)


# The effect of these events on the number of open applications.
_SIGNS: Mapping[str, int] = {Event.CLOSED: -1, Event.REOPENED: 1}


class _Standing:
    """Applications open at the end of a day: those of now, minus later changes.

    Applications received after the day were not due before it, so their receipt
    does not change the number of overdue ones.
    """

    def __init__(self, days: dict[date, Counts]) -> None:
        counts = get_index().counts()
        self._now = sum(number for state, number in counts.items() if is_open(state))
        self._changes = [_Change(day, counts) for day, counts in days.items()]

    def waiting(self, day: date) -> int:
        """Number of open applications at the end of the day."""
        later = (one for one in self._changes if one.day > day)
        return max(0, self._now - sum(one.received + one.balance for one in later))

    def overdue(self, day: date) -> int:
        """Number of these that were due before the day."""
        later = (one for one in self._changes if one.day > day)
        text = day.isoformat()
        return max(
            0, get_index().late(text) - sum(one.due_before(text) for one in later)
        )


class _Change:
    """Change in the number of open applications on one day."""

    def __init__(self, day: date, counts: Counts) -> None:
        self.day = day
        self.received = _words(counts, Event.RECEIVED).total()
        self._by_due: Counter[str] = Counter()
        for key, number in counts.items():
            if key[0] in _SIGNS:
                self._by_due[key[-1]] += _SIGNS[key[0]] * number
        self.balance = sum(self._by_due.values())

    def due_before(self, day: str) -> int:
        """The change among those that were due before a day."""
        return sum(n for due, n in self._by_due.items() if due < day)


def _editor_line(name: str, counts: Counts) -> EditorLine:
    verified = counts[Event.EDITOR, name, State.VERIFIED]
    declined = counts[Event.EDITOR, name, State.DECLINED]
    return EditorLine(name, verified + declined, verified, declined)


def _words(counts: Counts, event: Event) -> Counter[str]:
    """The counts of an event, by the second word of the key."""
    found: Counter[str] = Counter()
    for key, number in counts.items():
        if key[0] == event:
            found[key[1]] += number
    return found
