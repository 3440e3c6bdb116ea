"""Machine-readable zones of passports and cards, as in ICAO Doc 9303.

The check digits show whether a zone was read correctly.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import cycle
from ndl.registration.reading.text import Span
from ndl.registration.reading.text import Text

import regex


FILLER = "<"
_WEIGHTS = (7, 3, 1)
_CENTURY = 100
# Greatest number of years to an expiry, as zones write years with two digits.
_FAR = 50
_VALUES = {
    **{str(digit): digit for digit in range(10)},
    **{chr(ord("A") + number): number + 10 for number in range(26)},
    FILLER: 0,
}
# Letters read instead of digits, in fields that hold only digits.
_DIGITS = str.maketrans("OQDILZSBG", "000112586")
_LINE = regex.compile(r"[A-Z0-9<]+")
_TAIL = regex.compile(r"[<KCLSE]{3,}$")


@dataclass(frozen=True)
class Layout:
    """Positions of the fields in a type of zone: line, begin, end."""

    lines: int
    length: int
    names: tuple[int, int]
    birth: tuple[int, int]
    expiry: tuple[int, int]
    number: tuple[int, int]
    # The parts covered by the last check digit (line, begin, end), and its position.
    whole: tuple[tuple[int, int, int], ...]
    whole_digit: tuple[int, int]


PASSPORT = Layout(
    2,
    44,
    (0, 5),
    (1, 13),
    (1, 21),
    (1, 0),
    ((1, 0, 10), (1, 13, 20), (1, 21, 43)),
    (1, 43),
)
CARD_OF_TWO = Layout(
    2,
    36,
    (0, 5),
    (1, 13),
    (1, 21),
    (1, 0),
    ((1, 0, 10), (1, 13, 20), (1, 21, 35)),
    (1, 35),
)
CARD_OF_THREE = Layout(
    3,
    30,
    (2, 0),
    (1, 0),
    (1, 8),
    (0, 5),
    ((0, 5, 30), (1, 0, 7), (1, 8, 15), (1, 18, 29)),
    (1, 29),
)
LAYOUTS = (PASSPORT, CARD_OF_TWO, CARD_OF_THREE)
_NUMBER, _DATE = 9, 6


@dataclass(frozen=True)
class Zone:
    """A zone: names as written, dates, and whether all check digits are correct."""

    names: tuple[str, ...]
    birth: date | None
    expiry: date | None
    is_right: bool
    span: Span


def check_digit(text: str) -> str:
    """The check digit for characters of a zone."""
    total = sum(
        _VALUES[letter] * weight
        for letter, weight in zip(text, cycle(_WEIGHTS), strict=False)
    )
    return str(total % 10)


def zones_in(text: Text, today: date) -> Iterator[Zone]:
    """The zones in a reading, those with correct check digits first."""
    found = [
        zone
        for layout in LAYOUTS
        for spans in _candidates(text, layout)
        if (zone := _zone(layout, spans, today)) is not None
    ]
    yield from sorted(found, key=lambda zone: not zone.is_right)


def _candidates(text: Text, layout: Layout) -> Iterator[list[Span]]:
    """Groups of consecutive lines with about the lengths of a layout."""
    plain = text.folded(lambda letter: "" if letter == " " else letter.upper())
    lines = [plain.span(*match.span()) for match in _LINE.finditer(plain.text)]
    for start in range(len(lines) - layout.lines + 1):
        group = lines[start : start + layout.lines]
        if all(abs(len(one.text) - layout.length) <= 2 for one in group):
            yield group


def _zone(layout: Layout, spans: list[Span], today: date) -> Zone | None:
    last = layout.names[0]
    rows = [
        _sized(
            _TAIL.sub(lambda m: FILLER * len(m[0]), one.text)
            if i == last
            else one.text,
            layout.length,
        )
        for i, one in enumerate(spans)
    ]
    birth, expiry = (_digits(rows, place) for place in (layout.birth, layout.expiry))
    rows = _put(_put(rows, layout.birth, birth), layout.expiry, expiry)
    if FILLER not in rows[last] or not _looks_like(birth, expiry):
        return None
    boxes = tuple(box for span in spans for box in span.boxes)
    return Zone(
        _names(rows, layout),
        _past(birth[:_DATE], today),
        _future(expiry[:_DATE], today),
        _is_right(rows, layout),
        Span("\n".join(rows), boxes),
    )


def _sized(text: str, length: int) -> str:
    """The line cut or padded: the number of fillers at the end is often misread."""
    return text[:length].ljust(length, FILLER)


def _digits(rows: list[str], place: tuple[int, int]) -> str:
    line, start = place
    return rows[line][start : start + _DATE + 1].translate(_DIGITS)


def _put(rows: list[str], place: tuple[int, int], text: str) -> list[str]:
    line, start = place
    row = rows[line]
    changed = row[:start] + text + row[start + len(text) :]
    return [changed if number == line else one for number, one in enumerate(rows)]


def _looks_like(birth: str, expiry: str) -> bool:
    """Whether enough digits are where dates belong; otherwise it is other text."""
    return sum(letter.isdigit() for letter in birth + expiry) >= _DATE * 2


def _names(rows: list[str], layout: Layout) -> tuple[str, ...]:
    line, start = layout.names
    parts = rows[line][start:].strip(FILLER).split(FILLER * 2)
    return tuple(part.replace(FILLER, " ").strip() for part in parts if part)


def _is_right(rows: list[str], layout: Layout) -> bool:
    fields = [(layout.birth, _DATE), (layout.expiry, _DATE), (layout.number, _NUMBER)]
    digits = [
        rows[line][start + length] == check_digit(rows[line][start : start + length])
        for (line, start), length in fields
    ]
    line, place = layout.whole_digit
    whole = "".join(rows[row][begin:end] for row, begin, end in layout.whole)
    return all(digits) and rows[line][place] == check_digit(whole)


def _past(digits: str, today: date) -> date | None:
    """A date of birth, which is not in the future."""
    found = _date(today.year // _CENTURY * _CENTURY, digits)
    if found is not None and found > today:
        return _date(found.year // _CENTURY * _CENTURY - _CENTURY, digits)
    return found


def _future(digits: str, today: date) -> date | None:
    found = _date(today.year // _CENTURY * _CENTURY, digits)
    if found is not None and found.year > today.year + _FAR:
        return _date(found.year // _CENTURY * _CENTURY - _CENTURY, digits)
    return found


def _date(century: int, digits: str) -> date | None:
    try:
        year, month, day = (int(digits[at : at + 2]) for at in (0, 2, 4))
        return date(century + year, month, day)
    except ValueError:
        return None
