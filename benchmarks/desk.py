"""Measure the desk as applications become many: `python -m benchmarks.desk`.

DESK_SIZES="100 100000" in the environment chooses how many applications there are.
Each size is a portal of its own, in a process of its own. Beside the desk stands
stock folder contents of the same applications.
"""

from benchmarks.facts import facts
from benchmarks.stage import free_ports
from benchmarks.table import table
from pathlib import Path
from scripts.portal.settings import ROOT
from scripts.portal.settings import Settings
from tempfile import TemporaryDirectory
from typing import Any

import json
import os
import subprocess
import sys


RESULTS = Path(__file__).parent / "results"
SIZES = tuple(map(int, os.environ.get("DESK_SIZES", "100 10000").split()))
NOTE = """\
Milliseconds are medians of the processor's time for a call, without HTTP: *cold*
with nothing in the cache of the connection, *warm* with everything. One application
in twenty is verified, all others wait. *Memory* is what a cold call needed above what
the process had. *Bytes* are database and pictures after a pack, with the patron; the
picture is a plain one of 640 x 400 pixels."""
HEADINGS = ("What", "Applications", "Cold ms", "Warm ms", "Memory MB")


def measure(size: int, folder: Path) -> dict[str, Any]:
    """Fill a portal and measure it, in a process that ends afterwards."""
    command = [sys.executable, "-m", "benchmarks.desk", str(size)]
    settings = Settings(folder.resolve() / "instance", *free_ports(4))
    ports = {name: str(port) for name, port in settings.ports().items()}
    environment = {**os.environ, **ports, "INSTANCE": str(settings.instance)}
    done = subprocess.run(
        command,
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    (line,) = (line for line in done.stdout.splitlines() if line.startswith("{"))
    return json.loads(line)


def inside(size: int) -> dict[str, Any]:
    """The same, within the process."""
    from scripts.portal import instance

    settings = Settings.from_environment(os.environ)
    instance.make(settings)
    # Importing Plone takes seconds, and zope.conf must set the environment first.
    from scripts.portal import application

    application.load(settings)
    from benchmarks import desk_site

    before = desk_site.bytes_held(settings.instance)
    desk_site.fill(size)
    added = desk_site.bytes_held(settings.instance) - before
    works = desk_site.measure()
    return {"size": size, "bytes": added / size, "works": works}


def report(found: list[dict[str, Any]]) -> str:
    """The results as Markdown."""
    rows = [
        (name, one["size"], *one["works"][name])
        for name in found[0]["works"]
        for one in found
    ]
    kept = [(one["size"], round(one["bytes"])) for one in found]
    parts = (
        "# The desk with many applications",
        table(("Run", ""), list(facts().items())),
        NOTE,
        table(HEADINGS, rows),
        table(("Applications", "Bytes each"), kept),
    )
    return "\n\n".join(parts) + "\n"


def main() -> int:
    """Measure all sizes, print the tables and keep them."""
    if sys.argv[1:]:
        print(json.dumps(inside(int(sys.argv[1]))), flush=True)
        return 0
    found = []
    for size in SIZES:
        print(f"{size} applications ...", file=sys.stderr, flush=True)
        with TemporaryDirectory(prefix="ndl-registration-bench-") as folder:
            found.append(measure(size, Path(folder)))
    text = report(found)
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / "desk.md").write_text(text, encoding="utf-8")
    print(f"\n{text}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
