"""What an editor asks a patron for, as a value."""

from dataclasses import dataclass
from datetime import date
from datetime import datetime


@dataclass(frozen=True)
class Question:
    """What was asked, and the answer: a text, pictures or both.

    `due` is the last day on which the patron can answer.
    """

    text: str
    editor: str
    asked: datetime
    due: date
    answer: str = ""
    answered: datetime | None = None
    pictures: int = 0
