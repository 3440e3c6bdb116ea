"""Dates in the formats of documents, including years of an era."""

from babel.dates import get_month_names
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from ndl.registration.declaration import dates as declaration
from ndl.registration.reading.text import Span
from ndl.registration.reading.text import Text

import regex


# The year before the first year of each era.
ERAS = {era.name: era.first.year - 1 for era in declaration.ERAS}
_LETTERS = {era.latin[0]: ERAS[era.name] for era in declaration.ERAS}
_MONTHS = [
    name.upper()[:3] for name in get_month_names("abbreviated", locale="en").values()
]
_SEP = r"\s*[年.,/・\-]\s*"
_DAY = r"(?P<month>\d{1,2})\s*[月.,/・\-]\s*(?P<day>\d{1,2})(?!\d)日?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_NAME = rf"(?P<name>{'|'.join(_MONTHS)})[A-Z]*"
# Some documents print the month twice: 01 APR/AVR 1985.
_TWICE = r"(?:[\s/]*[A-Z]{3,9})?"
_PATTERNS = tuple(
    regex.compile(pattern)
    for pattern in (
        rf"(?P<era>{'|'.join(ERAS)})\s*(?P<year>元|\d{{1,2}}){_SEP}{_DAY}",
        rf"(?<![A-Z])(?P<era>[MTSHR])\s*(?P<year>\d{{1,2}}){_SEP}{_DAY}",
        rf"(?<!\d){_YEAR}{_SEP}{_DAY}",
        rf"(?<!\d)(?P<day>\d{{1,2}})[\s.,/\-]*{_NAME}{_TWICE}[\s.,/\-]*{_YEAR}(?!\d)",
        rf"{_NAME}[\s.,]*(?P<day>\d{{1,2}})[\s.,]+{_YEAR}(?!\d)",
        rf"(?<!\d)(?P<day>\d{{1,2}})[./\-](?P<month>\d{{1,2}})[./\-]{_YEAR}(?!\d)",
    )
)
# A zero is often misread as "O", or read twice as "0O".
_ZERO = regex.compile(r"(?<=[\d年月和])[OoQ](?=[\d年月])|(?<=\d)O(?=\s*[年月日])")
# Blanks that OCR inserts in Japanese text.
_GAP = regex.compile(r"(?<![A-Z]) (?![A-Z])")
_DOUBLE = regex.compile(r"(?<=[和成治正])0+(?=\d{1,2}年)")


@dataclass(frozen=True)
class Found:
    """A date in a text; `other` has day and month swapped, if the order is unclear."""

    day: date
    span: Span
    line: str
    other: date | None = None


def prepared(text: Text) -> Text:
    """The text with misread zeros and blanks corrected, so that dates can be found."""
    plain = text.folded(str.upper).changed(_GAP, "")
    return plain.changed(_ZERO, "0").changed(_DOUBLE, "")


def dates_in(text: Text) -> Iterator[Found]:
    """All dates of a prepared text, by pattern."""
    for pattern in _PATTERNS:
        for match in pattern.finditer(text.text):
            day, other = _day_of(match.groupdict()), None
            if day is None:
                continue
            if pattern is _PATTERNS[-1]:
                swapped = {"month": match["day"], "day": match["month"]}
                other = _day_of(match.groupdict() | swapped)
            yield Found(day, text.span(*match.span()), _line_at(text, match), other)


def _day_of(parts: dict[str, str]) -> date | None:
    """The date, or None if it does not exist."""
    year = 1 if parts["year"] == "元" else int(parts["year"])
    era = parts.get("era") or ""
    year += ERAS.get(era) or _LETTERS.get(era, 0)
    name = parts.get("name")
    month = _MONTHS.index(name) + 1 if name else int(parts["month"])
    try:
        return date(year, month, int(parts["day"]))
    except ValueError:
        return None


def _line_at(text: Text, match: "regex.Match[str]") -> str:
    """The line of the date and the line above, which may contain its label."""
    above = text.text.rfind("\n", 0, max(text.text.rfind("\n", 0, match.start()), 0))
    end = text.text.find("\n", match.end())
    return text.text[max(above, 0) : end if end >= 0 else None]
