"""Results of OCR: hints for an editor, who decides by looking at the picture."""

from collections.abc import Iterable
from collections.abc import Mapping
from dataclasses import asdict
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any
from typing import Self

import json


class Item(StrEnum):
    """Declared items that are searched for in the pictures."""

    NAME = "name"
    KANA = "kana"
    BIRTH_DATE = "birth-date"
    ADDRESS = "address"
    EXPIRY = "expiry"
    MACHINE = "machine-readable"


class Outcome(StrEnum):
    """Outcome of the search, from most to least informative.

    SIMILAR: similar text was read. PAST: the day of expiry is over. FAULTY: check
    digits are wrong, because they were misread or the document is not genuine.
    """

    FOUND = "found"
    PAST = "past"
    FAULTY = "faulty"
    SIMILAR = "similar"
    MISSING = "missing"


@dataclass(frozen=True)
class Box:
    """A rectangle in a picture, in fractions of its sides; pictures count from 1."""

    picture: int
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True)
class Hint:
    """The outcome for an item, with the text that was read and its place."""

    item: Item
    outcome: Outcome
    read: str = ""
    day: date | None = None
    boxes: tuple[Box, ...] = ()

    def to_plain(self) -> dict[str, Any]:
        """The hint as JSON-compatible values."""
        day = self.day.isoformat() if self.day else ""
        return {
            "item": self.item.value,
            "outcome": self.outcome.value,
            "read": self.read,
            "day": day,
            "boxes": [asdict(one) for one in self.boxes],
        }

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> Self:
        """The reverse of `to_plain`."""
        return cls(
            Item(plain["item"]),
            Outcome(plain["outcome"]),
            plain["read"],
            date.fromisoformat(plain["day"]) if plain["day"] else None,
            tuple(Box(**one) for one in plain["boxes"]),
        )


@dataclass(frozen=True)
class Hints:
    """All hints, and the numbers of the pictures that could not be read."""

    hints: tuple[Hint, ...] = ()
    unread: tuple[int, ...] = ()

    def to_bytes(self) -> bytes:
        """The hints as bytes, for storage."""
        plain = [hint.to_plain() for hint in self.hints]
        return json.dumps({"hints": plain, "unread": self.unread}).encode("ascii")

    @classmethod
    def from_bytes(cls, stored: bytes) -> Self:
        """The reverse of `to_bytes`."""
        plain = json.loads(stored)
        hints = tuple(map(Hint.from_plain, plain["hints"]))
        return cls(hints, tuple(plain["unread"]))


def best_of(hints: Iterable[Hint]) -> Hint | None:
    """The hint with the best outcome, in the order of Outcome; None without hints."""
    order = list(Outcome)
    return min(hints, key=lambda hint: order.index(hint.outcome), default=None)
