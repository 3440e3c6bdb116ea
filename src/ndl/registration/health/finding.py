"""Findings of health checks."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """Severity of a finding, in ascending order."""

    OK = "ok"
    WARNING = "warning"
    UNSAFE = "unsafe"


SEVERITY = tuple(Level)


@dataclass(frozen=True)
class Finding:
    """One sentence on what is, one on what to do; both are messages."""

    level: Level
    words: str
    cure: str = ""


@dataclass(frozen=True)
class Check:
    """A named question; `find` answers it and may raise."""

    name: str
    title: str
    find: Callable[[], Finding]


@dataclass(frozen=True)
class Result:
    """The answer to a check."""

    name: str
    title: str
    finding: Finding


def fine(words: str) -> Finding:
    """Nothing to do."""
    return Finding(Level.OK, words)


def warning(words: str, cure: str) -> Finding:
    """Something to know, or to mend soon."""
    return Finding(Level.WARNING, words, cure)


def unsafe(words: str, cure: str) -> Finding:
    """Something that opens a door, or keeps people out."""
    return Finding(Level.UNSAFE, words, cure)


def worst(results: list[Result]) -> Level:
    """The worst level among the results."""
    levels = [result.finding.level for result in results]
    return max(levels, key=SEVERITY.index, default=Level.OK)
