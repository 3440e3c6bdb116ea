"""Many official registrations at once: `python -m benchmarks.burst [how many]`.

Two Zopes on a ZEO server, as on large sites; the people come in two waves, each wave
through one of the Zopes. The benchmark succeeds if all are registered.
"""

from benchmarks.conflicts import LOG
from benchmarks.facts import facts
from benchmarks.stage import _greeting as greeting
from benchmarks.stage import _stop as stop
from benchmarks.stage import free_ports
from benchmarks.table import table
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from lxml import html
from pathlib import Path
from PIL import Image
from scripts.portal.mailcatcher import MailCatcher
from scripts.portal.settings import ROOT
from scripts.portal.settings import Settings
from statistics import median
from subprocess import PIPE
from subprocess import Popen
from tempfile import TemporaryDirectory
from tests.pages.applicant import fields
from tests.pages.applicant import values_for
from time import perf_counter
from time import sleep

import os
import re
import requests
import sys


RESULTS = Path(__file__).parent / "results"
PEOPLE = 200
WAVES = 2
TOGETHER = 16
PATIENCE = 120
TRIES = 20
ZEO = """<zeo>
  address 127.0.0.1:{port}
</zeo>
<filestorage 1>
  path {folder}/Data.fs
  blob-dir {folder}/blobstorage
</filestorage>
"""
FAMILIES = [
    "佐藤",
    "鈴木",
    "高橋",
    "田中",
    "伊藤",
    "渡辺",
    "山本",
    "中村",
    "小林",
    "加藤",
    "吉田",
    "山田",
]
NOTE = (
    "{people} people in {waves} waves, {together} at a time, through two Zopes on a\n"
    "ZEO server. The time is that of the last step."
)
NEXT = {"form.buttons.next": "1"}
_CLASS = re.compile(r"class ([\w.]+)")


@dataclass(frozen=True)
class Arrival:
    """Result of a registration: outcome of the last step, and its time in seconds."""

    outcome: str
    seconds: float


@contextmanager
def put_up(
    count: int, what: str = "links"
) -> Iterator[tuple[list[str], list[str], list[Path]]]:
    """Run ZEO and two Zopes; yield the URLs, the made values, and the instance folders.

    `what` is made `count` times: "links" to begin a registration, or "tickets" of
    logged-in patrons.
    """
    with TemporaryDirectory(prefix="ndl-registration-burst-") as name:
        folder = Path(name).resolve()
        zeo_port, *ports = free_ports(5)
        conf = folder / "zeo.conf"
        conf.write_text(ZEO.format(port=zeo_port, folder=folder))
        zeo = Popen([ROOT / ".venv/bin/runzeo", "-C", conf], cwd=folder)
        mails = Settings(folder / "one", ports[0], ports[2], ports[3])
        zopes = [mails, Settings(folder / "two", ports[1], ports[2], ports[3])]
        running: list[Popen[str]] = []
        made: list[str] = []
        try:
            with MailCatcher(mails):
                for settings, wanted in zip(zopes, (count, 0), strict=True):
                    process = _start(settings, zeo_port, folder, wanted, what)
                    running.append(process)
                    made += greeting(process)["made"]
                yield (
                    [s.portal_url for s in zopes],
                    made,
                    [s.instance for s in zopes],
                )
        finally:
            for process in running:
                stop(process)
            zeo.terminate()
            zeo.wait()


def _start(
    settings: Settings, zeo: int, folder: Path, count: int, what: str
) -> Popen[str]:
    values = {name: str(port) for name, port in settings.ports().items()}
    arguments = [str(zeo), str(folder), str(count), what]
    return Popen(
        [sys.executable, "-m", "benchmarks.burst_server", *arguments],
        cwd=ROOT,
        env={**os.environ, **values, "INSTANCE": str(settings.instance)},
        stdin=PIPE,
        stdout=PIPE,
        text=True,
        start_new_session=True,
    )


def register(site: str, link: str, number: int) -> Arrival:
    """Take all steps, with a picture; only the last step is timed."""
    with requests.Session() as browser:
        browser.trust_env = False
        browser.headers["Accept"] = "text/html"
        page = browser.get(f"{site}/register-user?token={link}", timeout=PATIENCE).text
        chosen = {"form.widgets.patron_class": "official", "residence": "japan"}
        page = send_form(browser, site, page, "register-user", chosen | NEXT).text
        typed = fields(
            # Different persons, with a few who share a telephone number, or name and
            # birth date, so that duplicates are found.
            family_name=FAMILIES[number % len(FAMILIES)],
            given_name=f"太郎{number}",
            birth_date=f"{1950 + number % 50}-04-{1 + number % 28:02}",
            street=f"永田町1-{number}",
            phone=f"090-1234-{number:04}",
        )
        for step in ("name", "address"):
            values = values_for(step, typed) | NEXT
            page = send_form(browser, site, page, f"register-form/{step}", values).text
        picture = {"picture_1": ("id.jpg", _photo(number))}
        document = {"document_kind": "passport", **NEXT}
        for _try in range(TRIES):
            path = "register-form/document"
            page = send_form(browser, site, page, path, document, picture).text
            if "form.widgets.password" in page:
                break
            # The page refuses too many pictures at once; people wait and try again.
            sleep(1)
        secret = values_for("password", typed) | NEXT
        page = send_form(browser, site, page, "register-form/password", secret).text
        start = perf_counter()
        answer = send_form(browser, site, page, "register-confirm", {"confirm": "1"})
        seconds = perf_counter() - start
    return Arrival(_outcome(answer), seconds)


def _outcome(answer: requests.Response) -> str:
    tree = html.fromstring(answer.text)
    if tree.cssselect("#user-id"):
        return "registered"
    told = tree.xpath("string(//main//*[contains(@class, 'alert')])")
    return f"{answer.status_code} {' '.join(told.split())[:80]}"


def send_form(
    browser: requests.Session,
    site: str,
    page: str,
    path: str,
    values: dict[str, str],
    files: dict[str, tuple[str, bytes]] | None = None,
) -> requests.Response:
    """Post the form of a page, with its hidden fields."""
    hidden = {
        field.get("name"): field.get("value") or ""
        for field in html.fromstring(page).cssselect("main form input[type=hidden]")
    }
    return browser.post(
        f"{site}/{path}", data=hidden | values, files=files, timeout=PATIENCE
    )


def _photo(number: int) -> bytes:
    target = BytesIO()
    Image.new("RGB", (640, 400), (number % 256, 90, 120)).save(target, "JPEG")
    return target.getvalue()


def main() -> int:
    """Run the benchmark, print outcomes and conflicts. Return the exit status."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else PEOPLE
    found = facts()
    with put_up(count) as (sites, links, instances):
        work = [(sites[n % 2], link, n) for n, link in enumerate(links)]
        arrivals: list[Arrival] = []
        for wave in range(WAVES):
            with ThreadPoolExecutor(TOGETHER) as pool:
                part = work[wave::WAVES]
                arrivals += pool.map(lambda args: register(*args), part)
        text = _report(found, arrivals, conflicts_in(instances))
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / "burst.md").write_text(text, encoding="utf-8")
    print(text)
    return 0 if {a.outcome for a in arrivals} == {"registered"} else 1


def conflicts_in(instances: list[Path]) -> Counter[tuple[str, str]]:
    """Number of conflicts by page and class of the object, in all logs."""
    lines = [
        line
        for folder in instances
        for line in (folder / LOG).read_text(encoding="utf-8").splitlines()
        if "conflict at" in line
    ]
    found: Counter[tuple[str, str]] = Counter()
    for line in lines:
        _before, _mark, told = line.partition("conflict at ")
        path, _space, error = told.partition(" ")
        kind = _CLASS.search(error)
        found[path.rpartition("/")[2], kind[1] if kind else error[:60]] += 1
    return found


def _report(
    found: dict[str, object],
    arrivals: list[Arrival],
    conflicts: Counter[tuple[str, str]],
) -> str:
    seconds = [arrival.seconds for arrival in arrivals]
    outcomes = Counter(arrival.outcome for arrival in arrivals)
    parts = [
        "# Official registrations at once",
        table(("Run", ""), list(found.items())),
        NOTE.format(people=len(arrivals), waves=WAVES, together=TOGETHER),
        table(("What became of them", "How many"), list(outcomes.items())),
        (
            f"Last step: median {1000 * median(seconds):.0f} ms, longest "
            f"{1000 * max(seconds):.0f} ms."
        ),
    ]
    if conflicts:
        rows = [[*what, times] for what, times in conflicts.most_common()]
        parts.append(table(("Page", "Object of the conflict", "Times"), rows))
    return "\n\n".join(parts) + "\n"


if __name__ == "__main__":
    sys.exit(main())
