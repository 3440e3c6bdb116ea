"""The works of the demonstration catalogue, and their search."""

from collections.abc import Callable
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from ndl.registration.folding import normalize
from stdnum import ean

import re
import unicodedata


_WORK = re.compile(r"\s+(\d{4}) ([^|]+?)(?: \| (.+))?")


class UnknownIndex(Exception):
    """The catalogue has no index of this name."""


@dataclass(frozen=True)
class Work:
    """A work; its numbers are made up.

    Authors in other scripts have the form "夏目漱石 / Natsume, Sōseki".
    """

    number: int
    title: str
    authors: tuple[str, ...]
    year: str
    publisher: str

    @property
    def control_number(self) -> str:
        """The control number of the record."""
        return f"demo{self.number:05}"

    @property
    def isbn(self) -> str:
        """An ISBN with a valid check digit, in a group that no country uses."""
        digits = f"9799{self.number:08}"
        return digits + ean.calc_check_digit(digits)

    @property
    def call_number(self) -> str:
        """The call number."""
        return f"DEMO-{self.number:04}"


@cache
def all_works() -> tuple[Work, ...]:
    """All works in the order of the file."""
    return tuple(_read())


_Index = Callable[[Work], str]
INDEXES: dict[str, _Index] = {
    "dc.title": lambda work: work.title,
    "dc.creator": lambda work: " ".join(work.authors),
    "bath.isbn": lambda work: work.isbn,
    "cql.anywhere": lambda work: " ".join(
        (work.title, *work.authors, work.publisher, work.year)
    ),
}
KEYS: dict[str, _Index] = {
    "dc.title": lambda work: _folded(work.title),
    "dc.creator": lambda work: _folded(work.authors[0]),
    "dc.date": lambda work: work.year,
}


@dataclass(frozen=True)
class Clause:
    """Words that an index must contain; `joined` by "and" or "or" to what precedes."""

    index: str
    term: str
    joined: str = "or"


def matching(clauses: list[Clause]) -> list[Work]:
    """The works that match, clauses read from left to right. Raises UnknownIndex."""
    tests = [(_index(c.index), _folded(c.term).split(), c.joined) for c in clauses]
    return [work for work in all_works() if _matches(work, tests)]


def _matches(work: Work, tests: list[tuple[_Index, list[str], str]]) -> bool:
    result = False
    for text, words, joined in tests:
        if result is (joined == "and"):
            result = all(word in _folded(text(work)) for word in words)
    return result


def ordered(works: list[Work], key: str) -> list[Work]:
    """The works by a CQL key such as `dc.date/sort.descending`. Raises UnknownIndex."""
    name, _slash, modifier = key.partition("/")
    if name not in KEYS:
        raise UnknownIndex(name)
    return sorted(works, key=KEYS[name], reverse=modifier == "sort.descending")


def _index(name: str) -> _Index:
    if name not in INDEXES:
        raise UnknownIndex(name)
    return INDEXES[name]


def _folded(text: str) -> str:
    plain = normalize("NFKD", text)
    return "".join(c for c in plain if not unicodedata.combining(c)).casefold()


def _read() -> Iterator[Work]:
    text = files(__package__).joinpath("works.txt").read_text(encoding="utf-8")
    authors: tuple[str, ...] = ()
    number = 0
    for line in text.splitlines():
        work = _WORK.fullmatch(line)
        if work:
            number += 1
            year, title, publisher = work.groups()
            yield Work(number, title, authors, year, publisher or "")
        elif not line.startswith("#"):
            authors = tuple(line.split("; "))
