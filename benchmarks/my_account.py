"""Measure My Account with many patrons: `python -m benchmarks.my_account`.

ACCOUNT_SIZES="1000 100000" in the environment sets the numbers of patrons. One of them
repeatedly reads the page and changes the telephone number, over HTTP. The portals run
in parallel and take turns, so that a disturbance affects all.
"""

from benchmarks.facts import facts
from benchmarks.people import log_in
from benchmarks.stage import put_up
from benchmarks.stage import Stage
from benchmarks.table import table
from benchmarks.visitors import PatronVisitor
from contextlib import ExitStack
from lxml import html
from pathlib import Path
from statistics import median

import os
import sys


RESULTS = Path(__file__).parent / "results"
SIZES = tuple(map(int, os.environ.get("ACCOUNT_SIZES", "1000 100000").split()))
SAMPLES = 30
WARM_UP = 5
READ = "My Account is read"
FORM = "The form is read"
CHANGE = "The telephone number is changed"
STEPS = (READ, FORM, CHANGE)


class Reader:
    """A logged-in patron of one portal."""

    def __init__(self, stage: Stage) -> None:
        self._visitor = PatronVisitor(stage.portal, stage.patrons[0])
        log_in(stage, self._visitor)
        self._times: dict[str, list[float]] = {step: [] for step in STEPS}

    def go_round(self, number: int) -> None:
        """Read the page and change the number once."""
        visitor = self._visitor
        visitor.get(READ, "my-account")
        page = visitor.get(FORM, "change-phone")
        visitor.post(CHANGE, "change-phone", "my-account", **_filled(page, number))
        for step, found in self._times.items():
            found.append(visitor.times[step])

    @property
    def medians(self) -> dict[str, float]:
        """Median milliseconds of each step, without the warm-up."""
        warm = {step: found[WARM_UP:] for step, found in self._times.items()}
        return {step: 1000 * median(found) for step, found in warm.items()}


def measure() -> dict[int, dict[str, float]]:
    """Run a portal of each size; their readers take turns."""
    with ExitStack() as stack:
        stages = {}
        for size in SIZES:
            print(f"{size} patrons ...", file=sys.stderr, flush=True)
            stages[size] = stack.enter_context(put_up(size))
        # Logged in last: a change needs a code at most ten minutes old.
        readers = {size: Reader(stage) for size, stage in stages.items()}
        for number in range(WARM_UP + SAMPLES):
            for reader in readers.values():
                reader.go_round(number)
        return {size: reader.medians for size, reader in readers.items()}


def _filled(page: str, number: int) -> dict[str, str]:
    """The fields of the form, with a new number."""
    (form,) = html.fromstring(page).cssselect("#content form[method=post]")
    fields = {name: value for name, value in form.fields.items() if value is not None}
    fields["form.widgets.phone"] = f"03-1234-{5000 + number}"
    return {**fields, "form.buttons.save": "1"}


def main() -> int:
    """Measure all sizes, print the table and store it."""
    times = measure()
    small, large = min(SIZES), max(SIZES)
    rows = [
        (
            step,
            *(round(times[size][step]) for size in SIZES),
            round(times[large][step] / times[small][step], 2),
        )
        for step in STEPS
    ]
    headings = ("Median ms", *(f"{size:,} patrons" for size in SIZES), "Ratio")
    text = "\n\n".join(
        (
            "# My Account as the number of patrons grows",
            table(("Run", ""), list(facts().items())),
            table(headings, rows),
        )
    )
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / "my_account.md").write_text(f"{text}\n", encoding="utf-8")
    print(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
