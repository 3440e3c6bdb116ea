"""Measure the desk with a growing number of applications: `python -m benchmarks.desk`.

DESK_SIZES="100 100000" in the environment sets the numbers of applications. Each size
is a portal in a process of its own; they take turns, so that a disturbance affects all.
With DESK_FOLDER the portals are kept there: an interrupted run continues, and later
runs reuse them. Stock folder contents and a stock collection of the same applications
are measured for comparison.
"""

from benchmarks.facts import facts
from benchmarks.stage import free_ports
from benchmarks.table import table
from collections.abc import Iterator
from contextlib import contextmanager
from contextlib import ExitStack
from pathlib import Path
from scripts.portal.settings import ROOT
from scripts.portal.settings import Settings
from statistics import median
from subprocess import PIPE
from subprocess import Popen
from tempfile import TemporaryDirectory
from typing import Any

import json
import os
import sys


RESULTS = Path(__file__).parent / "results"
SIZES = tuple(map(int, os.environ.get("DESK_SIZES", "100 10000").split()))
SAMPLES = int(os.environ.get("DESK_SAMPLES", "15"))
WORKS = (
    "queue, first page",
    "queue, overdue",
    "queue, by name",
    "search by name",
    "take the next one",
    "dashboard, twelve weeks",
    "submission",
    "stock folder contents",
    "stock collection",
)
NOTE = """\
Milliseconds are medians of the processor's time for a call, without HTTP: *cold*
with nothing in the cache of the connection, *warm* with everything. A ratio is that of
the largest desk to the smallest. One application in twenty is verified, all others
wait. *Memory* is what a cold call needed above what the process had. *Bytes* are
database and pictures on the disk after a pack, with the patron; the picture is a plain
one of 640 x 400 pixels, for which the disk keeps a file and a folder."""
KINDS = ("Cold ms", "Warm ms", "Memory MB")


class Desk:
    """A portal with a number of applications, in a process of its own."""

    def __init__(self, process: Popen[str]) -> None:
        self._process = process
        self.samples: dict[str, list[list[float]]] = {name: [] for name in WORKS}
        # Set once the portal has grown.
        self.bytes = 0.0

    def listen(self) -> Any:
        """The next answer of the process."""
        for line in self._process.stdout or ():
            if line.startswith('{"answer"'):
                return json.loads(line)["answer"]
        raise SystemExit("Zope stopped before it was ready.")

    def measure(self, name: str) -> None:
        """Take one sample of a work."""
        if self._process.stdin is not None:
            self._process.stdin.write(f"{name}\n")
            self._process.stdin.flush()
        self.samples[name].append(self.listen())

    def medians(self, name: str) -> tuple[float, ...]:
        """The figures of KINDS for a work: two medians and a maximum."""
        cold, warm, memory = zip(*self.samples[name], strict=True)
        return median(cold), median(warm), max(memory)


@contextmanager
def opened(size: int, folder: Path) -> Iterator[Desk]:
    """A desk of this size, yielded once it has grown."""
    settings = Settings(folder.resolve() / str(size) / "instance", *free_ports(4))
    ports = {name: str(port) for name, port in settings.ports().items()}
    process = Popen(
        [sys.executable, "-m", "benchmarks.desk_server", str(size)],
        cwd=ROOT,
        env={**os.environ, **ports, "INSTANCE": str(settings.instance)},
        stdin=PIPE,
        stdout=PIPE,
        text=True,
    )
    try:
        desk = Desk(process)
        desk.bytes = desk.listen()
        yield desk
    finally:
        process.terminate()
        process.wait()


def run(folder: Path) -> dict[int, Desk]:
    """Grow and measure the desks of all sizes."""
    desks: dict[int, Desk] = {}
    with ExitStack() as stack:
        for size in SIZES:
            print(f"{size} applications ...", file=sys.stderr, flush=True)
            desks[size] = stack.enter_context(opened(size, folder))
        for _number in range(SAMPLES):
            for name in WORKS:
                for desk in desks.values():
                    desk.measure(name)
    return desks


def report(desks: dict[int, Desk]) -> str:
    """The results as Markdown."""
    small, large = min(desks), max(desks)
    parts = [
        "# The desk with many applications",
        table(("Run", ""), list(facts().items())),
        NOTE,
    ]
    for number, kind in enumerate(KINDS):
        rows = []
        for name in WORKS:
            found = {size: desk.medians(name)[number] for size, desk in desks.items()}
            times = [round(value, 1) for value in found.values()]
            ratio = [round(found[large] / found[small], 2)] if number < 2 else []
            rows.append((name, *times, *ratio))
        headings = (kind, *(f"{size:,}" for size in desks), *(["Ratio"][: 2 - number]))
        parts.append(table(headings, rows))
    kept = [(f"{size:,}", round(desk.bytes)) for size, desk in desks.items()]
    parts.append(table(("Applications", "Bytes each"), kept))
    return "\n\n".join(parts) + "\n"


def data(desks: dict[int, Desk]) -> dict[str, Any]:
    """The results as JSON values."""
    return {
        "run": facts(),
        "kinds": KINDS,
        "works": {
            size: {name: desk.medians(name) for name in WORKS}
            for size, desk in desks.items()
        },
        "bytes": {size: desk.bytes for size, desk in desks.items()},
    }


def main() -> int:
    """Measure all sizes, print the tables and store them."""
    kept = os.environ.get("DESK_FOLDER")
    with TemporaryDirectory(prefix="ndl-registration-bench-") as folder:
        desks = run(Path(kept or folder))
    text = report(desks)
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / "desk.md").write_text(text, encoding="utf-8")
    lines = json.dumps(data(desks), indent=2, ensure_ascii=False)
    (RESULTS / "desk.json").write_text(f"{lines}\n", encoding="utf-8")
    print(f"\n{text}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
