"""The text of a reading, with the position of each letter in the picture."""

from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from ndl.registration.folding import normalize
from ndl.registration.reading.hints import Box
from typing import Any

import regex


# Limit for a reading; no document has as many.
MOST_LETTERS = 5000
# In seconds: time limit for the search for similar text.
_PATIENCE = 2


@dataclass(frozen=True)
class TextPlace:
    """Position of a letter: its line, and its box in the picture."""

    line: int
    box: Box


@dataclass(frozen=True)
class Span:
    """Consecutive letters, as they were read."""

    text: str
    boxes: tuple[Box, ...]
    start: int = 0


class Text:
    """A sequence of letters; folding and replacing keep their positions."""

    def __init__(self, letters: Iterable[tuple[str, TextPlace]]) -> None:
        self.letters = tuple(letters)
        self.text = "".join(letter for letter, _place in self.letters)

    @classmethod
    def of(cls, lines: Sequence[Sequence[Any]], picture: int) -> "Text":
        """The text of a reading's lines; each begins with a line feed."""
        found: list[tuple[str, TextPlace]] = []
        for number, line in enumerate(lines):
            for index, (read, *box) in enumerate(line):
                place = TextPlace(number, Box(picture, *box))
                text = read if index else f"\n{read}"
                found += [(letter, place) for letter in normalize("NFKC", text)]
        return cls(found[:MOST_LETTERS])

    def folded(self, fold: Callable[[str], str]) -> "Text":
        """The text with each letter folded to any number of letters."""
        return Text((new, place) for old, place in self.letters for new in fold(old))

    def changed(self, pattern: "regex.Pattern[str]", change: str) -> "Text":
        """The text with each match of the pattern replaced."""
        made: list[tuple[str, TextPlace]] = []
        end = 0
        for match in pattern.finditer(self.text):
            made += self.letters[end : match.start()]
            place = self.letters[match.start()][1]
            made += [(letter, place) for letter in match.expand(change)]
            end = match.end()
        return Text((*made, *self.letters[end:]))

    def find(self, pattern: str) -> Span | None:
        """The best match of a pattern, which may allow errors; None on timeout."""
        try:
            match = regex.search(pattern, self.text, regex.BESTMATCH, timeout=_PATIENCE)
        except TimeoutError:
            return None
        return self.span(*match.span()) if match and match[0] else None

    def span(self, start: int, end: int) -> Span:
        """The letters in a range, with a box for each line."""
        taken = self.letters[start:end]
        text = "".join(letter for letter, _place in taken).strip()
        lines = groupby((place for _l, place in taken), lambda place: place.line)
        boxes = (_around([place.box for place in places]) for _line, places in lines)
        return Span(text, tuple(boxes), start)


def _around(boxes: Sequence[Box]) -> Box:
    return Box(
        boxes[0].picture,
        min(box.left for box in boxes),
        min(box.top for box in boxes),
        max(box.right for box in boxes),
        max(box.bottom for box in boxes),
    )
