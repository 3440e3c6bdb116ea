"""Spans of days for the figures of the desk."""

from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import replace
from datetime import date
from datetime import timedelta
from enum import StrEnum
from ndl.registration import _
from ndl.registration.clock import today
from ndl.registration.errors import Code
from ndl.registration.errors import DomainError


SPAN_NAMES = ("since", "until", "by")
MOST_DAYS = 366
_USUAL_DAYS = 84
_WEEK = 7


class By(StrEnum):
    """Granularity of the figures."""

    DAY = "day"
    WEEK = "week"


class SpanFaulty(DomainError):
    """The span is invalid; `fields` are the names of the faulty fields."""

    code = Code.SPAN_FAULTY
    message = _(
        "Please enter days such as 2026-04-01, the first one not after the last one, "
        "at most ${days} days.",
        mapping={"days": MOST_DAYS},
    )

    def __init__(self, *fields: str) -> None:
        super().__init__(*fields)
        self.fields = fields


@dataclass(frozen=True)
class Span:
    """A span from the first to the last day; a week begins on Monday."""

    since: date
    until: date
    by: By = By.WEEK

    def to_texts(self) -> dict[str, str]:
        """The texts that `parse_span` reads."""
        return {
            "since": self.since.isoformat(),
            "until": self.until.isoformat(),
            "by": self.by.value,
        }

    def up_to(self, day: date) -> "Span":
        """This span, ending no later than a day."""
        return replace(self, until=min(self.until, day))

    def lines(self) -> Iterator[tuple[date, date]]:
        """The first and the last day of each line: a day or a week."""
        first = self.since
        while first <= self.until:
            length = 1 if self.by is By.DAY else _WEEK - first.weekday()
            last = first + timedelta(days=length - 1)
            yield first, min(last, self.until)
            first = last + timedelta(days=1)


def usual_span() -> Span:
    """The default: the last twelve weeks, from a Monday up to today."""
    until = today()
    since = until - timedelta(days=_USUAL_DAYS - 1)
    return Span(since - timedelta(days=since.weekday()), until)


def parse_span(texts: Mapping[str, str]) -> Span:
    """Parse a span; empty texts mean the default. Raises SpanFaulty."""
    usual, faulty = usual_span(), []
    found = {"since": usual.since, "until": usual.until}
    for name, day in list(found.items()):
        try:
            found[name] = date.fromisoformat(texts.get(name) or day.isoformat())
        except ValueError:
            faulty.append(name)
    by = texts.get("by") or usual.by
    faulty += [] if by in list(By) else ["by"]
    if faulty:
        raise SpanFaulty(*faulty)
    if not 0 <= (found["until"] - found["since"]).days < MOST_DAYS:
        raise SpanFaulty("since")
    return Span(found["since"], found["until"], By(by))
