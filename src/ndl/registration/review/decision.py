"""Decisions and questions of editors as values, and the check list of a decision."""

from collections.abc import Iterable
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from datetime import datetime
from enum import StrEnum
from ndl.registration import _
from ndl.registration.folding import fold_lines
from typing import Any


@dataclass(frozen=True)
class Decision:
    """A decision; `step` is the name of ReviewStep.VERIFY or ReviewStep.DECLINE.

    `effective` is the time when a postponed decision takes effect. `checked` are
    names of Check.
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


class Check(StrEnum):
    """A point of the check list, to be compared with the documents."""

    NAME = "name"
    BIRTH_DATE = "birth-date"
    ADDRESS = "address"
    VALIDITY = "validity"
    BOTH_SIDES = "both-sides"
    PHOTOGRAPHED = "photographed"


TITLES = {
    Check.NAME: _("The name is the same"),
    Check.BIRTH_DATE: _("The date of birth is the same"),
    Check.ADDRESS: _("The address is the same"),
    Check.VALIDITY: _("The document is valid"),
    Check.BOTH_SIDES: _("Both sides are there, where both are needed"),
    Check.PHOTOGRAPHED: _("The document itself was photographed or scanned"),
}


def words_in(values: Mapping[str, Any], name: str) -> str:
    """A text given with a step, with uniform line ends; empty if there is none."""
    return fold_lines(str(values.get(name) or ""))


def known_checks(names: object) -> tuple[Check, ...]:
    """The checks with these names, in the order of Check; other names are dropped."""
    if isinstance(names, str) or not isinstance(names, Iterable):
        return ()
    given = set(map(str, names))
    return tuple(check for check in Check if check in given)
