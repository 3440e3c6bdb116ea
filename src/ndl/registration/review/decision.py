"""Decisions and questions of editors, as values."""

from dataclasses import dataclass
from datetime import date
from datetime import datetime


@dataclass(frozen=True)
class Decision:
    """A decision; `step` is that of verifying or declining.

    It takes effect at a moment, or once another editor has looked at it as well.
    `checked` are names of Check.
    """

    step: str
    editor: str
    moment: datetime
    reasons: tuple[str, ...] = ()
    note: str = ""
    parts: tuple[str, ...] = ()
    checked: tuple[str, ...] = ()
    effective: datetime | None = None


@dataclass(frozen=True)
class Question:
    """A question to the patron, and the answer: text, pictures or both.

    `due` is the last day on which the patron can answer.
    """

    text: str
    editor: str
    asked: datetime
    due: date
    answer: str = ""
    answered: datetime | None = None
    pictures: int = 0
