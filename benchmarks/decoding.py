"""Measure logins while pictures are decoded: `python -m benchmarks.decoding`."""

from benchmarks.facts import facts
from benchmarks.people import log_in
from benchmarks.samples import summarize
from benchmarks.samples import Summary
from benchmarks.stage import put_up
from benchmarks.stage import Stage
from benchmarks.table import table
from benchmarks.visitors import PatronVisitor
from benchmarks.visitors import Visitor
from collections.abc import Callable
from collections.abc import Iterator
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict
from dataclasses import dataclass
from io import BytesIO
from multiprocessing import get_context
from multiprocessing.synchronize import Event
from pathlib import Path
from PIL import Image
from tests.corpus import CORPUS
from time import sleep

import json
import signal
import sys


RESULTS = Path(__file__).parent / "results"
APPLICANTS = 10
ROUNDS = 3
READINGS = 100
WARM_UP = 30
# As the form's script does, which waits longer after each try.
BUSY_PAUSE = 1.5
TRIES = 5
GOAL = 1.5
FORK = get_context("fork")
NOTE = f"""\
One visitor reads the login page, one reading after the other, in {ROUNDS} rounds of
{READINGS} for each load. In the meantime {APPLICANTS} applicants send a picture each,
and again as soon as it was accepted; who is told that the server is busy tries
again after {BUSY_PAUSE} s and more, as the form's script does. The goal is a p95 of
at most {GOAL} times the one without pictures."""


class Crowd:
    """Applicants who send pictures until they are stopped.

    They run in a process of their own, so that sending does not delay the reader, whose
    times are measured.
    """

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.accepted = FORK.Value("i", 0)
        self.busy = FORK.Value("i", 0)

    @contextmanager
    def sending(self, people: Sequence[PatronVisitor]) -> Iterator[None]:
        """Let all of them send pictures during the `with` block."""
        stop = FORK.Event()
        process = FORK.Process(target=self._send_all, args=(people, stop))
        process.start()
        try:
            # The decoder needs time to start.
            sleep(BUSY_PAUSE)
            yield
        finally:
            stop.set()
            process.join()
        if process.exitcode:
            raise SystemExit("The applicants met an error.")

    def _send_all(self, people: Sequence[PatronVisitor], stop: Event) -> None:
        with ThreadPoolExecutor(len(people)) as pool:
            list(pool.map(lambda person: self._send(person, stop), people))

    def _send(self, person: PatronVisitor, stop: Event) -> None:
        tries = 0
        while not stop.is_set():
            is_busy = person.send_picture(self.data, again=tries > 0)
            count = self.busy if is_busy else self.accepted
            with count.get_lock():
                count.value += 1
            tries = tries % TRIES + 1 if is_busy else 0
            stop.wait(tries * BUSY_PAUSE)


@dataclass(frozen=True)
class Result:
    """Times of the login page under one kind of load."""

    load: str
    summary: Summary
    ratio: float
    accepted: int = 0
    busy: int = 0


def photograph() -> bytes:
    """Return a JPEG of 12 megapixels with as much detail as a photograph."""
    tones = [Image.effect_noise((4000, 3000), 12) for _number in range(3)]
    target = BytesIO()
    Image.merge("RGB", tones).save(target, "JPEG", quality=85)
    return target.getvalue()


LARGEST = CORPUS["transparent PNG of 49 megapixels"]
NOTHING = "no pictures"
LOADS: dict[str, Callable[[], bytes]] = {
    "transparent PNGs of 49 megapixels": LARGEST.make,
    "JPEGs of 12 megapixels": photograph,
}


def measure(stage: Stage) -> list[Result]:
    """Request the login page without pictures and under each load, in turns."""
    applicants = [
        PatronVisitor(stage.portal, patron) for patron in stage.patrons[:APPLICANTS]
    ]
    for applicant in applicants:
        log_in(stage, applicant)
        applicant.get("form", "apply-official/class")
    reader = Visitor(stage.portal)
    read(reader, WARM_UP)
    crowds = {load: Crowd(make()) for load, make in LOADS.items()}
    times: dict[str, list[float]] = {load: [] for load in (NOTHING, *LOADS)}
    for _number in range(ROUNDS):
        times[NOTHING] += read(reader, READINGS)
        for load, crowd in crowds.items():
            with crowd.sending(applicants):
                times[load] += read(reader, READINGS)
    summaries = {load: summarize(found) for load, found in times.items()}
    alone = summaries[NOTHING]
    results = [Result(NOTHING, alone, 1.0)]
    for load, crowd in crowds.items():
        ratio = summaries[load].p95 / alone.p95
        results.append(
            Result(load, summaries[load], ratio, crowd.accepted.value, crowd.busy.value)
        )
    return results


def read(reader: Visitor, count: int) -> list[float]:
    """Return the seconds of `count` requests."""
    times = []
    for _number in range(count):
        reader.get("login", "login")
        times.append(reader.times["login"])
    return times


def report(found: dict[str, object], results: Sequence[Result]) -> str:
    """Return the results as Markdown."""
    headings = ("Load", "Median ms", "p95 ms", "of p95 alone", "Accepted", "Busy")
    rows = [
        (
            one.load,
            one.summary.median,
            one.summary.p95,
            one.ratio,
            one.accepted,
            one.busy,
        )
        for one in results
    ]
    run = table(("Run", ""), list(found.items()))
    parts = (
        "# Login page while pictures are decoded",
        run,
        NOTE,
        table(headings, rows),
    )
    return "\n\n".join(parts) + "\n"


def main() -> int:
    """Run, print the table and store it."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    found = facts()
    with put_up() as stage:
        results = measure(stage)
    text = report(found, results)
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / "decoding.md").write_text(text, encoding="utf-8")
    content = {"run": found, "loads": [asdict(one) for one in results]}
    lines = json.dumps(content, indent=2)
    (RESULTS / "decoding.json").write_text(f"{lines}\n", encoding="utf-8")
    print(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
