"""Measure requests of patrons: `python -m benchmarks.requests`.

Two processes, which share a database over ZEO as two Zopes do, place 200 requests in
parallel. Then lists are read at 100 requests and at many: REQUESTS="1000000" in the
environment says at how many.
"""

from benchmarks.facts import facts
from benchmarks.pictures import provide_settings
from benchmarks.table import table
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from itertools import islice
from multiprocessing import get_context
from ndl.registration.config import now
from ndl.registration.library.requests.request import PatronRequest
from ndl.registration.library.requests.states import State
from ndl.registration.library.requests.store import RequestStore
from pathlib import Path
from random import Random
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any
from ZODB import DB
from ZODB.FileStorage import FileStorage
from ZODB.POSException import ConflictError

import os
import sys
import transaction
import ZEO


RESULTS = Path(__file__).parent / "results"
MANY = int(os.environ.get("REQUESTS", "100000"))
FEW = 100
PLACED, CLIENTS, THREADS = 200, 2, 4
_BATCH, _ROUNDS = 2000, 30
_OWN = 20


def _request(store: RequestStore, patron: str, number: int) -> PatronRequest:
    return PatronRequest(
        request_id=store.unused_id(),
        user_id=patron,
        service="remote-photoduplication",
        values={"title": f"Work {number}", "pages": "12-25"},
    )


def place(address: Any, number: int, pipe: Any) -> None:
    """Place requests, each in a transaction of its own; tell conflicts."""
    database = DB(ZEO.client(address, wait_timeout=20))
    conflicts = placed = 0
    for count in range(number):
        while True:
            connection = database.open()
            try:
                store = connection.root()["requests"]
                patron = f"E{os.getpid() % 1000:03d}{count:06d}"
                store.add(_request(store, patron, count))
                transaction.commit()
                placed += 1
                break
            except ConflictError:
                conflicts += 1
                transaction.abort()
            finally:
                connection.close()
    database.close()
    pipe.send((placed, conflicts))


def in_parallel(folder: Path) -> tuple[int, int, float]:
    """Placed requests that are there, conflicts, and seconds."""
    address, stop = ZEO.server(str(folder / "shared.fs"))
    try:
        with DB(ZEO.client(address)).transaction() as connection:
            connection.root()["requests"] = RequestStore()
        context = get_context("spawn")
        workers = CLIENTS * THREADS
        pipes = [context.Pipe() for _ in range(workers)]
        start = perf_counter()
        processes = [
            context.Process(target=place, args=(address, PLACED // workers, its))
            for _mine, its in pipes
        ]
        for process in processes:
            process.start()
        told = [mine.recv() for mine, _its in pipes]
        seconds = perf_counter() - start
        for process in processes:
            process.join()
        database = DB(ZEO.client(address))
        with database.transaction() as connection:
            lanes = connection.root()["requests"].lanes
            there = sum(1 for _id in lanes.ids(State.REQUESTED))
        database.close()
    finally:
        stop()
    if there != PLACED or sum(placed for placed, _conflicts in told) != PLACED:
        raise SystemExit(f"{there} of {PLACED} requests are there.")
    return there, sum(conflicts for _placed, conflicts in told), seconds


@contextmanager
def _filled(folder: Path, size: int) -> Iterator[DB]:
    """A database with so many requests; each patron has twenty."""
    database = DB(FileStorage(str(folder / f"{size}.fs")), cache_size=20_000)
    connection = database.open()
    store = connection.root()["requests"] = RequestStore()
    random, start = Random(size), now() - timedelta(days=400)
    for number in range(size):
        request = _request(store, f"E{number // _OWN:09d}", number)
        request.placed = request.since = start + timedelta(seconds=30 * number)
        store.add(request)
        if random.random() < 0.8:
            store.move(request, State.DONE, request.since + timedelta(days=1))
        if number % _BATCH == _BATCH - 1:
            transaction.commit()
            connection.cacheGC()
    transaction.commit()
    connection.close()
    yield database
    database.close()


def lists(folder: Path, size: int) -> dict[str, float]:
    """Milliseconds of each list, the caches being empty each time."""
    with _filled(folder, size) as database:
        found: dict[str, list[float]] = {name: [] for name in _LISTS}
        for round_ in range(_ROUNDS):
            for name, read in _LISTS.items():
                database.cacheMinimize()
                connection = database.open()
                start = perf_counter()
                read(connection.root()["requests"], round_ % (size // _OWN))
                found[name].append(1000 * (perf_counter() - start))
                transaction.abort()
                connection.close()
    return {name: median(times) for name, times in found.items()}


def _oldest(store: RequestStore, _round: int) -> None:
    """The first page of what waits for the staff."""
    for request_id in islice(store.lanes.ids(State.REQUESTED), 20):
        assert store.get(request_id).title


def _newest(store: RequestStore, _round: int) -> None:
    """The first page of what was done, of one service."""
    service = "remote-photoduplication"
    ids = store.lanes.ids(State.DONE, service, newest_first=True)
    for request_id in islice(ids, 20):
        assert store.get(request_id).title


def _own(store: RequestStore, patron: int) -> None:
    """The requests of one patron."""
    for filed in store.of_patron(f"E{patron:09d}").filed.values():
        assert store.get(filed.request_id).title


_LISTS = {"oldest waiting": _oldest, "newest done": _newest, "own requests": _own}


def main() -> int:
    """Measure, print the tables and keep them."""
    provide_settings()
    with TemporaryDirectory(prefix="ndl-registration-bench-") as folder:
        print("Placing in parallel ...", file=sys.stderr, flush=True)
        there, conflicts, seconds = in_parallel(Path(folder))
        times = {}
        for size in (FEW, MANY):
            print(f"{size} requests ...", file=sys.stderr, flush=True)
            times[size] = lists(Path(folder), size)
    headings = ("Placed", "Lost", "Conflicts", "Conflicts, %", "Seconds")
    share = 100 * conflicts / PLACED
    placed = table(headings, [(there, PLACED - there, conflicts, share, seconds)])
    rows = [
        (
            name,
            times[FEW][name],
            times[MANY][name],
            times[MANY][name] / times[FEW][name],
        )
        for name in _LISTS
    ]
    text = "\n\n".join(
        (
            "# Requests of patrons",
            table(("Run", ""), list(facts().items())),
            f"## Placed by {CLIENTS * THREADS} processes at once, over ZEO",
            placed,
            "## Lists, milliseconds with empty caches",
            table(("List", f"at {FEW}", f"at {MANY}", "Ratio"), rows),
        )
    )
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / "requests.md").write_text(f"{text}\n", encoding="utf-8")
    print(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
