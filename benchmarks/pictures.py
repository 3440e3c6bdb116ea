"""Measure the cost of hostile pictures: `python -m benchmarks.pictures`.

Each picture of the test corpus is accepted or refused in a process of its own, so that
its memory is measured alone.
"""

from benchmarks.facts import facts
from benchmarks.memory import peak_of
from benchmarks.table import table
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import asdict
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.queues import SimpleQueue
from ndl.registration.config import SETTINGS_PREFIX
from ndl.registration.documents import accept
from ndl.registration.documents.decode import DecodeOrder
from ndl.registration.documents.errors import PictureRefused
from ndl.registration.documents.pool import DecoderPool
from ndl.registration.documents.scanner import ClamdScanner
from ndl.registration.documents.worker import answer
from ndl.registration.interfaces import IScanner
from ndl.registration.settings import IRegistrationSettings
from pathlib import Path
from plone.registry import Registry
from plone.registry.fieldfactory import persistentFieldAdapter
from plone.registry.interfaces import IRegistry
from statistics import median
from tests.corpus import CORPUS
from typing import Any
from zope.component import provideAdapter
from zope.component import provideUtility

import json
import sys


RESULTS = Path(__file__).parent / "results"
ROUNDS = 3
ACCEPTED = "accepted"
NOTE = (
    "Memory is what the process needed at most, above what it had before the\n"
    "picture came. Time is the median of {rounds} rounds, each in a new process;\n"
    "the start of a decoder, for which the first picture waits, is not in it."
)


@dataclass(frozen=True)
class Cost:
    """Outcome, time and memory for one picture."""

    picture: str
    kilobytes: float
    outcome: str
    milliseconds: float
    megabytes: float


def main() -> int:
    """Measure the whole corpus, print the table and store it."""
    found = facts()
    provide_settings()
    costs = [measure(name) for name in CORPUS]
    text = report(found, costs)
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / "pictures.md").write_text(text, encoding="utf-8")
    content = {"run": found, "pictures": [asdict(cost) for cost in costs]}
    lines = json.dumps(content, indent=2, ensure_ascii=False)
    (RESULTS / "pictures.json").write_text(f"{lines}\n", encoding="utf-8")
    print(text)
    return 0


def provide_settings() -> None:
    """Make the settings of a new site available without a site."""
    provideAdapter(persistentFieldAdapter)
    registry = Registry()
    registry.registerInterface(IRegistrationSettings, prefix=SETTINGS_PREFIX)
    provideUtility(registry, IRegistry)
    provideUtility(ClamdScanner(), IScanner)


def measure(name: str) -> Cost:
    """Accept one picture of the corpus ROUNDS times."""
    data = CORPUS[name].make()
    pool = get_context("fork")
    rounds = []
    for _number in range(ROUNDS):
        queue = pool.SimpleQueue()
        process = pool.Process(target=_accept, args=(data, queue))
        process.start()
        rounds.append(queue.get())
        process.join()
    outcomes, seconds, megabytes = zip(*rounds, strict=True)
    return Cost(
        picture=name,
        kilobytes=len(data) / 1000,
        outcome=outcomes[0],
        milliseconds=1000 * median(seconds),
        megabytes=max(megabytes),
    )


class SameProcess(DecoderPool):
    """Decodes in the measured process itself."""

    def decode(
        self, order: DecodeOrder, data: bytes, seconds: float
    ) -> tuple[dict[str, Any], bytes]:
        """Return the answer; ignores the time limit."""
        return answer(order, data)


def _accept(data: bytes, queue: SimpleQueue) -> None:
    outcome = ACCEPTED
    accept.POOL = SameProcess()
    with peak_of() as used:
        try:
            accept.accept_picture(data)
        except PictureRefused as error:
            outcome = type(error).__name__
    queue.put((outcome, used.seconds, used.megabytes))


def report(found: Mapping[str, object], costs: Sequence[Cost]) -> str:
    """Return the costs as Markdown, the slowest first."""
    headings = ("Picture", "File kB", "Outcome", "Time ms", "Memory MB")
    ordered = sorted(costs, key=lambda cost: -cost.milliseconds)
    rows = [tuple(asdict(cost).values()) for cost in ordered]
    worst = (
        ("Pictures", len(costs)),
        ("Longest time", f"{ordered[0].milliseconds / 1000:.2f} s"),
        ("Most memory", f"{max(cost.megabytes for cost in costs):.0f} MB"),
    )
    parts = (
        "# Hostile pictures",
        table(("Run", ""), [*found.items(), *worst]),
        NOTE.format(rounds=ROUNDS),
        table(headings, rows),
    )
    return "\n\n".join(parts) + "\n"


if __name__ == "__main__":
    sys.exit(main())
