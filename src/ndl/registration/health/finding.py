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
    """A result in words, and how to fix it; both are messages."""

    level: Level
    words: str
    cure: str = ""


@dataclass(frozen=True)
class Check:
    """A named check; `find` runs it and may raise."""

    name: str
    title: str
    find: Callable[[], Finding]


@dataclass(frozen=True)
class Result:
    """The finding of a check."""

    name: str
    title: str
    finding: Finding


def fine(words: str) -> Finding:
    """A finding that needs no action."""
    return Finding(Level.OK, words)


def warning(words: str, cure: str) -> Finding:
    """A finding to be aware of, or to fix soon."""
    return Finding(Level.WARNING, words, cure)


def unsafe(words: str, cure: str) -> Finding:
    """A finding that makes the site insecure, or unusable for people."""
    return Finding(Level.UNSAFE, words, cure)


def worst(results: list[Result]) -> Level:
    """The worst level among the results; OK without any."""
    levels = [result.finding.level for result in results]
    return max(levels, key=SEVERITY.index, default=Level.OK)
