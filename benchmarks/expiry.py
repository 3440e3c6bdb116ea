"""Measure the command that expires registrations: `python -m benchmarks.expiry`.

EXPIRY_SIZES="100000 1000000" in the environment sets the numbers of patrons. One in ten
is to be erased. A first process is killed during the work, a second one finishes it; a
third has nothing to do, as on most nights.
"""

from benchmarks.facts import facts
from benchmarks.memory import megabytes
from benchmarks.patrons import BATCH
from benchmarks.patrons import make_patron
from benchmarks.pictures import provide_settings
from benchmarks.table import table
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from multiprocessing import get_context
from multiprocessing.connection import Connection as Pipe
from ndl.registration import stores
from ndl.registration.account.expire import count_due
from ndl.registration.account.expire import expire_batch
from ndl.registration.account.expire import ExpiryStep
from ndl.registration.clock import now
from ndl.registration.patrons.calendar import CalendarEntry
from ndl.registration.store_interfaces.patrons import IExpiryCalendar
from ndl.registration.store_interfaces.patrons import IPatronDirectory
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any
from ZODB import DB
from ZODB.FileStorage import FileStorage
from zope.component import provideUtility

import os
import sys
import transaction


RESULTS = Path(__file__).parent / "results"
SIZES = tuple(map(int, os.environ.get("EXPIRY_SIZES", "10000 50000").split()))
ERASED = 10


@contextmanager
def _site(folder: Path) -> Iterator[Any]:
    """The stores of a site, registered as utilities; yields the connection."""
    database = DB(FileStorage(str(folder / "data.fs")), cache_size=20_000)
    connection = database.open()
    root = connection.root()
    for interface, factory in stores.registered().items():
        name = interface.__identifier__
        provideUtility(root.setdefault(name, factory()), interface)
    transaction.commit()
    try:
        yield connection
    finally:
        transaction.abort()
        connection.close()
        database.close()


def grow(folder: Path, size: int) -> None:
    """Fill a database; one patron in ERASED is due to be erased."""
    random, today = Random(size), now().date()
    with _site(folder) as connection:
        root = connection.root()
        directory = root[IPatronDirectory.__identifier__]
        calendar = root[IExpiryCalendar.__identifier__]
        calendar.filed_to = None
        for number in range(size):
            patron = make_patron(directory, number, random)
            directory.add(patron)
            calendar.drop(CalendarEntry(today, patron.user_id))
            days = -60 if number % ERASED == 0 else 200 + number % 700
            patron.end_after(today + timedelta(days=days))
            calendar.file(
                CalendarEntry(patron.valid_until - timedelta(90), patron.user_id)
            )
            if number % BATCH == BATCH - 1:
                transaction.commit()
                connection.cacheGC()
        transaction.commit()


def work(folder: Path, pipe: Pipe) -> None:
    """Take all steps; send the number erased in each batch, then the totals."""
    provide_settings()
    start = perf_counter()
    with _site(folder) as connection:
        due, looked_at = count_due(), 1
        while looked_at:
            looked_at, done = expire_batch()
            transaction.commit()
            connection.cacheMinimize()
            pipe.send(done[ExpiryStep.ERASED])
    memory = megabytes("VmHWM")
    pipe.send((due, perf_counter() - start, memory))


def run(folder: Path, kill_after: int = 0) -> tuple[int, tuple[int, float, float]]:
    """Run the work in a process; kill it once `kill_after` patrons were erased."""
    # Spawned: the memory of a forked copy would count.
    context = get_context("spawn")
    mine, its = context.Pipe()
    process = context.Process(target=work, args=(folder, its))
    process.start()
    erased = 0
    while True:
        said = mine.recv()
        if isinstance(said, tuple):
            process.join()
            return erased, said
        erased += said
        if kill_after and erased >= kill_after:
            process.kill()
            process.join()
            return erased, (0, 0.0, 0.0)


def measure(folder: Path, size: int) -> tuple[float, ...]:
    """Kill a first run, finish the work, and run once more."""
    wanted = size // ERASED
    run(folder, kill_after=wanted // 3)
    erased, (due, seconds, memory) = run(folder)
    again, (left, idle, _memory) = run(folder)
    with _site(folder) as connection:
        directory = connection.root()[IPatronDirectory.__identifier__]
        there = sum(1 for _patron in directory.after(""))
    if (erased, again, left) != (due, 0, 0) or due > wanted - wanted // 3:
        raise SystemExit(f"{erased} of {due} were erased, {left} were left.")
    if there != size - wanted:
        raise SystemExit(f"{there} patrons are left, not {size - wanted}.")
    return size, due, 1000 * seconds / due, memory, 1000 * idle


def main() -> int:
    """Measure all sizes, print the table and store it."""
    provide_settings()
    rows = []
    for size in SIZES:
        with TemporaryDirectory(prefix="ndl-registration-bench-") as folder:
            print(f"{size} patrons ...", file=sys.stderr, flush=True)
            grow(Path(folder), size)
            rows.append(measure(Path(folder), size))
    headings = (
        "Patrons",
        "Erased after a kill",
        "Milliseconds each",
        "Memory, MB",
        "Run without work, ms",
    )
    text = "\n\n".join(
        (
            "# Registrations that expire",
            table(("Run", ""), list(facts().items())),
            table(headings, rows),
        )
    )
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / "expiry.md").write_text(f"{text}\n", encoding="utf-8")
    print(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
