"""Measure login and pages in comparison with Plone: `python -m benchmarks.run`."""

from benchmarks import cases
from benchmarks import enumeration
from benchmarks import parallel
from benchmarks import report
from benchmarks.facts import facts
from benchmarks.people import MEMBER
from benchmarks.people import PATRON
from benchmarks.report import Section
from benchmarks.stage import put_up
from benchmarks.stage import Stage
from pathlib import Path

import json
import signal
import sys


RESULTS = Path(__file__).parent / "results"
COMPARED = (PATRON, MEMBER)


def measure(stage: Stage) -> list[Section]:
    """Take all measurements."""
    _say("Warming up ...")
    cases.warm_up(stage)
    _say("Logins ...")
    steps = cases.logins(stage)
    _say("Pages ...")
    pages = cases.pages(stage)
    _say("Several clients at once ...")
    crowds = {
        "whole login": {who: parallel.logins(stage, who) for who in COMPARED},
        "one page": parallel.pages(stage, COMPARED),
    }
    _say("Guesses ...")
    guesses = enumeration.measure(stage)
    rows = [report.crowded(what, found) for what, found in crowds.items()]
    return [
        Section(
            "One client at a time",
            [*report.whole(steps), *report.single("one page", pages)],
        ),
        Section("The requests of a login", report.each_step(steps)),
        Section(
            f"{parallel.CLIENTS} clients at once",
            [row for found in rows for row in found],
            crowded=True,
            note="Conflicts are requests that Zope repeated by itself or gave up.",
        ),
        Section(
            "Answers to a stranger",
            report.forms(guesses),
            note=report.differences(guesses, enumeration.UNKNOWN),
        ),
        Section(
            "Passwords alone, without HTTP",
            report.single("one call", stage.hashing),
        ),
    ]


def main() -> int:
    """Run, print the tables and store them."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    signal.signal(signal.SIGINT, signal.default_int_handler)
    found = facts()
    _say("Making two sites ...")
    try:
        with put_up() as stage:
            sections = measure(stage)
    except KeyboardInterrupt:
        _say("Stopped; nothing was written.")
        return 130
    text = report.text(found, sections)
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / "login.md").write_text(text, encoding="utf-8")
    content = json.dumps(report.data(found, sections), indent=2)
    (RESULTS / "login.json").write_text(f"{content}\n", encoding="utf-8")
    print(f"\n{text}")
    return 0


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
