"""Measure requests of patrons: `python -m benchmarks.requests`.

Two hundred patrons each place a request through two Zopes on a ZEO server, over HTTP.
Then eight processes, which share a database over ZEO, place as many as fast as they
can. Then pages are measured in a portal with 100 requests and in one with many:
REQUESTS="1000000" in the environment sets this number. REQUESTS_FOLDER names a folder
where these portals are kept, so that an interrupted run continues.
"""

from benchmarks import request_burst
from benchmarks.facts import facts
from benchmarks.pictures import provide_settings
from benchmarks.request_burst import BEFORE
from benchmarks.request_burst import make_request
from benchmarks.request_burst import PLACED
from benchmarks.stage import free_ports
from benchmarks.table import table
from multiprocessing import get_context
from ndl.registration.library.requests.request import State
from ndl.registration.library.requests.store import RequestStore
from pathlib import Path
from scripts.portal.settings import ROOT
from scripts.portal.settings import Settings
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any
from ZODB import DB
from ZODB.POSException import ConflictError

import json
import os
import subprocess
import sys
import transaction
import ZEO


RESULTS = Path(__file__).parent / "results"
MANY = int(os.environ.get("REQUESTS", "100000"))
FEW = 100
CLIENTS, THREADS = 2, 4
NOTE = """\
Milliseconds are medians of the processor's time for a page, without HTTP: *cold* with
nothing in the cache of the connection, *warm* with everything. Four fifths of the
requests are done, the others wait; each patron has twenty."""


def place(address: Any, number: int, pipe: Any) -> None:
    """Place requests, each in its own transaction; send their number and conflicts."""
    database = DB(ZEO.client(address, wait_timeout=20))
    conflicts = placed = 0
    for count in range(number):
        while True:
            connection = database.open()
            try:
                store = connection.root()["requests"]
                patron = f"E{os.getpid() % 1000:03d}{count:06d}"
                store.add(make_request(store, patron, count))
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
    """Number of requests placed by several processes, of conflicts, and seconds."""
    address, stop = ZEO.server(str(folder / "shared.fs"))
    try:
        with DB(ZEO.client(address)).transaction() as connection:
            store = connection.root()["requests"] = RequestStore()
            for number in range(BEFORE):
                store.add(make_request(store, f"E{number:09d}", number))
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
    there -= BEFORE
    if there != PLACED or sum(placed for placed, _conflicts in told) != PLACED:
        raise SystemExit(f"{there} of {PLACED} requests are there.")
    return there, sum(conflicts for _placed, conflicts in told), seconds


def lists(size: int, folder: Path) -> dict[str, tuple[float, float]]:
    """Fill a portal and measure its lists, in a process that ends afterwards."""
    settings = Settings(folder.resolve() / str(size) / "instance", *free_ports(4))
    ports = {name: str(port) for name, port in settings.ports().items()}
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.requests", str(size)],
        cwd=ROOT,
        env={**os.environ, **ports, "INSTANCE": str(settings.instance)},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    (line,) = (line for line in done.stdout.splitlines() if line.startswith("{"))
    return json.loads(line)


def inside(size: int) -> dict[str, tuple[float, float]]:
    """Fill the portal and measure its lists, in this process."""
    from scripts.portal import instance

    settings = Settings.from_environment(os.environ)
    instance.make(settings)
    # Importing Plone takes seconds, and zope.conf must set the environment first.
    from scripts.portal import application

    application.load(settings)
    from benchmarks import request_site

    request_site.fill(size)
    return request_site.measure()


def report(
    burst: str,
    there: int,
    conflicts: int,
    seconds: float,
    found: dict[int, dict[str, Any]],
) -> str:
    """The results as Markdown."""
    headings = ("Placed", "Lost", "Conflicts", "Conflicts, %", "Seconds")
    share = 100 * conflicts / PLACED
    rows = [
        (f"{name}, {kind}", *(found[n][name][which] for n in (FEW, MANY)))
        for name in found[FEW]
        for which, kind in enumerate(("cold", "warm"))
    ]
    return "\n\n".join(
        (
            "# Requests of patrons",
            table(("Run", ""), list(facts().items())),
            burst,
            f"## Placed by {CLIENTS * THREADS} processes at once, over ZEO",
            f"The store held {BEFORE} requests before.",
            table(headings, [(there, PLACED - there, conflicts, share, seconds)]),
            "## Pages with lists",
            NOTE,
            table(
                ("List", f"at {FEW}", f"at {MANY}", "Ratio"),
                [(name, few, many, many / few) for name, few, many in rows],
            ),
        )
    )


def main() -> int:
    """Measure, print the tables and store them."""
    if sys.argv[1:]:
        print(json.dumps(inside(int(sys.argv[1]))), flush=True)
        return 0
    provide_settings()
    with TemporaryDirectory(prefix="ndl-registration-bench-") as name:
        folder = Path(os.environ.get("REQUESTS_FOLDER") or name)
        print("Placing over HTTP ...", file=sys.stderr, flush=True)
        burst = request_burst.measure()
        print("Placing in parallel ...", file=sys.stderr, flush=True)
        placed = in_parallel(Path(name))
        found = {}
        for size in (FEW, MANY):
            print(f"{size} requests ...", file=sys.stderr, flush=True)
            found[size] = lists(size, folder)
    text = report(burst, *placed, found)
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / "requests.md").write_text(f"{text}\n", encoding="utf-8")
    print(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
