"""Closing days as entered in the settings."""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from datetime import timedelta
from ndl.registration.folding import fold_plain

import re


LONGEST_SPAN = 366
MOST_CLOSED = 183
_DAY = r"(?:[0-9]{4}-)?[0-9]{2}-[0-9]{2}"
_FORM = re.compile(rf"({_DAY})(?:\s*/\s*({_DAY}))?")
_LEAP_YEAR = "2000-"


@dataclass(frozen=True)
class Days:
    """A span of days; without a year it recurs every year, and may include New Year."""

    first: str
    last: str

    def __contains__(self, day: date) -> bool:
        text = day.isoformat()[-len(self.first) :]
        if self.first <= self.last:
            return self.first <= text <= self.last
        return text >= self.first or text <= self.last

    @property
    def is_yearly(self) -> bool:
        """Whether the span recurs every year."""
        return len(self.first) == len("12-28")


def parse_days(text: str) -> Days:
    """The days in a text: "2026-12-28", "12-28", or a span such as "12-28/01-04".

    A span with years has at most LONGEST_SPAN days. Raises ValueError.
    """
    found = _FORM.fullmatch(fold_plain(text))
    if found is None:
        raise ValueError(text)
    days = Days(found[1], found[2] or found[1])
    if len(days.first) != len(days.last):
        raise ValueError(text)
    length = (_read(days.last) - _read(days.first)).days + 1
    if not days.is_yearly and not 1 <= length <= LONGEST_SPAN:
        raise ValueError(text)
    return days


def known_days(texts: Iterable[str]) -> list[Days]:
    """The days in the texts; invalid texts are left out."""
    found = []
    for text in texts:
        with suppress(ValueError):
            found.append(parse_days(text))
    return found


def leave_open(closed: Iterable[Days]) -> bool:
    """Whether the yearly spans leave at least half of a year open."""
    yearly = [days for days in closed if days.is_yearly]
    year = (date(2000, 1, 1) + timedelta(days=number) for number in range(366))
    return sum(any(day in days for days in yearly) for day in year) <= MOST_CLOSED


def _read(day: str) -> date:
    return date.fromisoformat(
        day if len(day) == len("2026-12-28") else _LEAP_YEAR + day
    )
