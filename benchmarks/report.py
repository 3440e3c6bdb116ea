"""The results as Markdown and as data."""

from benchmarks.parallel import Crowd
from benchmarks.samples import chance
from benchmarks.samples import summarize
from benchmarks.samples import Summary
from benchmarks.table import table
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import asdict
from dataclasses import dataclass
from statistics import median
from typing import Any


FIGURES = ("Samples", "Median ms", "p95 ms", "Per second")
WAIT = (
    "Time is the time of the HTTP requests, from the first byte sent to the last\n"
    "byte read. The wait for the mail with the code is not in it."
)


@dataclass(frozen=True)
class Row:
    """One line: action, kind of visitor, and times."""

    what: str
    who: str
    summary: Summary
    errors: int = 0
    conflicts: int = 0


@dataclass(frozen=True)
class Section:
    """Rows under a heading."""

    title: str
    rows: Sequence[Row]
    crowded: bool = False
    note: str = ""


def whole(steps: Mapping[str, list[dict[str, float]]]) -> list[Row]:
    """Return a row for whole logins of each kind of account."""
    return [
        Row("whole login", who, summarize([sum(times.values()) for times in found]))
        for who, found in steps.items()
    ]


def each_step(steps: Mapping[str, list[dict[str, float]]]) -> list[Row]:
    """Return a row for each request of the logins."""
    return [
        Row(step, who, summarize([times[step] for times in found]))
        for who, found in steps.items()
        for step in found[0]
    ]


def single(what: str, times: Mapping[str, list[float]]) -> list[Row]:
    """Return a row for each kind of visitor with the same action."""
    return [Row(what, who, summarize(found)) for who, found in times.items()]


def forms(times: Mapping[str, Mapping[str, list[float]]]) -> list[Row]:
    """Return a row for each form and kind of guess."""
    return [row for form, found in times.items() for row in single(form, found)]


def crowded(what: str, crowds: Mapping[str, Crowd]) -> list[Row]:
    """Return a row for each kind of visitor with the same simultaneous action."""
    return [
        Row(
            what,
            who,
            summarize(crowd.times, crowd.elapsed),
            crowd.errors,
            crowd.conflicts,
        )
        for who, crowd in crowds.items()
    ]


def differences(forms: Mapping[str, Mapping[str, list[float]]], base: str) -> str:
    """Return a line per form and guess: its difference from `base`, and the chance."""
    lines = [
        f"- {form}, {who} and {base}: the medians differ by "
        f"{1000 * abs(median(times) - median(found[base])):.1f} ms; chance alone "
        f"does so in {chance(times, found[base]):.0%} of runs."
        for form, found in forms.items()
        for who, times in found.items()
        if who != base
    ]
    return "\n".join(lines)


def text(facts: Mapping[str, object], sections: Sequence[Section]) -> str:
    """Return the whole report in Markdown."""
    parts = ["# Login benchmark", table(("Run", ""), list(facts.items())), WAIT]
    for section in sections:
        parts += [f"## {section.title}", section.note, _table(section)]
    return "\n\n".join(part for part in parts if part) + "\n"


def _table(section: Section) -> str:
    headings = ["What", "Who", *FIGURES]
    if section.crowded:
        headings += ["5xx", "Conflicts"]
    return table(headings, [_cells(row, section.crowded) for row in section.rows])


def _cells(row: Row, is_crowded: bool) -> list[object]:
    summary = row.summary
    cells: list[object] = [row.what, row.who, summary.count]
    cells += [summary.median, summary.p95, summary.rate]
    return [*cells, row.errors, row.conflicts] if is_crowded else cells


def data(facts: Mapping[str, object], sections: Sequence[Section]) -> dict[str, Any]:
    """Return the same results as JSON values."""
    return {
        "run": dict(facts),
        "sections": {
            section.title: [asdict(row) for row in section.rows] for section in sections
        },
    }
