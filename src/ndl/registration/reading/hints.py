"""Results of OCR: hints for an editor, who decides by the picture."""

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
    """Declared items that are searched in the pictures."""

    NAME = "name"
    KANA = "kana"
    BIRTH_DATE = "birth-date"
    ADDRESS = "address"
    EXPIRY = "expiry"
    MACHINE = "machine-readable"


class Outcome(StrEnum):
    """Whether it was found; what says more comes first.

    SIMILAR: something like it was read. PAST: a day of expiry that is over. FAULTY:
    check digits that are wrong, as they are misread or not genuine.
    """

    FOUND = "found"
    PAST = "past"
    FAULTY = "faulty"
    SIMILAR = "similar"
    MISSING = "missing"


@dataclass(frozen=True)
class Box:
    """A place in a picture, in fractions of its sides; pictures count from 1."""

    picture: int
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True)
class Hint:
    """The text read for an item, and its place."""

    item: Item
    outcome: Outcome
    read: str = ""
    day: date | None = None
    boxes: tuple[Box, ...] = ()

    def to_plain(self) -> dict[str, Any]:
        """All of it in types that JSON knows."""
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
        """All of it, for storing."""
        plain = [hint.to_plain() for hint in self.hints]
        return json.dumps({"hints": plain, "unread": self.unread}).encode("ascii")

    @classmethod
    def from_bytes(cls, stored: bytes) -> Self:
        """The reverse of `to_bytes`."""
        plain = json.loads(stored)
        hints = tuple(map(Hint.from_plain, plain["hints"]))
        return cls(hints, tuple(plain["unread"]))


def best_of(hints: Iterable[Hint]) -> Hint | None:
    """The best hint: found before similar before missing."""
    order = list(Outcome)
    return min(hints, key=lambda hint: order.index(hint.outcome), default=None)
