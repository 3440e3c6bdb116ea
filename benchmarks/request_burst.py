"""Requests of many patrons at once over HTTP: `python -m benchmarks.request_burst`.

Two Zopes on a ZEO server, as on large sites. Each patron posts the form of a service to
one of them, and then looks for the request on the other.
"""

from benchmarks.burst import conflicts_in
from benchmarks.burst import PATIENCE
from benchmarks.burst import put_up
from benchmarks.burst import send_form
from benchmarks.table import table
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from ndl.registration.library.requests.request import PatronRequest
from ndl.registration.library.requests.store import RequestStore
from random import Random
from statistics import median
from time import perf_counter

import re
import requests
import sys


PLACED, TOGETHER = 200, 16
# Without entries, trees do not split and thus show no conflicts.
BEFORE = 4000
COOKIE = "ndl_session"
SERVICE = "remote-photoduplication"
_NUMBER = re.compile(r"[2-9B-Z]{4}-[2-9B-Z]{4}-[2-9B-Z]")
FORM = {
    "form.widgets.pages": "pp. 12-25",
    "form.widgets.size:list": "a4",
    "form.widgets.colour:list": "grey",
    "form.widgets.delivery:list": "post",
    "form.widgets.payment:list": "transfer",
    "form.buttons.send": "1",
}
NOTE = """\
{patrons} patrons, {together} at a time, send the form of *{service}*, each through one
of two Zopes on a ZEO server; the store held {before} requests before. Then each looks
for the request on `my-requests` through the other Zope. Both have just started, and
compile their templates meanwhile. Conflicts are those that Zope logged and repeated,
each a page that somebody waited for a little longer."""


def make_request(store: RequestStore, user_id: str, number: int) -> PatronRequest:
    """A typical request, not in the store yet."""
    return PatronRequest(
        request_id=store.unused_id(),
        user_id=user_id,
        service=SERVICE,
        values={"title": f"Work {number}", "pages": "12-25"},
    )


def log_patrons_in(count: int) -> list[str]:
    """Session tickets of `count` patrons, with a filled store; runs inside Zope."""
    from benchmarks.patrons import make_patron
    from ndl.registration.interfaces import Identity
    from ndl.registration.library.requests.store import get_requests
    from ndl.registration.login.sessions import open_session
    from ndl.registration.login.sessions import Strength
    from ndl.registration.patrons.directory import get_directory

    import transaction

    directory, store, random, tickets = get_directory(), get_requests(), Random(1), []
    for number in range(count):
        patron = make_patron(directory, number, random)
        directory.add(patron)
        identity = Identity(patron.user_id, patron.user_id, "patrons", "", "ja", True)
        tickets.append(open_session(identity, Strength.CODE))
    for number in range(BEFORE):
        store.add(make_request(store, f"E{number:09d}", number))
    transaction.commit()
    return tickets


def place(site: str, other: str, ticket: str, number: int) -> tuple[str, float]:
    """Outcome of a request, and the seconds to place it."""
    with requests.Session() as browser:
        browser.trust_env = False
        browser.headers["Accept"] = "text/html"
        browser.cookies.set(COOKIE, ticket)
        form = f"request-service/{SERVICE}"
        page = browser.get(f"{site}/{form}", timeout=PATIENCE).text
        start = perf_counter()
        title = {"form.widgets.title": f"Work {number}"}
        answer = send_form(browser, site, page, form, FORM | title)
        seconds = perf_counter() - start
        if answer.status_code != 200 or "my-request?" not in answer.url:
            return f"not placed: {answer.status_code}", seconds
        (told,) = _NUMBER.findall(answer.url)
        own = browser.get(f"{other}/my-requests", timeout=PATIENCE).text
    found = set(_NUMBER.findall(own))
    if found != {told}:
        return f"lost: {len(found)} requests are there", seconds
    return "placed and found", seconds


def measure() -> str:
    """Let all patrons place their requests; returns a part of the report as Markdown.

    Raises SystemExit if a request is lost.
    """
    with put_up(PLACED, "tickets") as (sites, tickets, instances):
        ways = [sites if number % 2 else sites[::-1] for number in range(PLACED)]
        work = [
            (*way, ticket, number)
            for number, (way, ticket) in enumerate(zip(ways, tickets, strict=True))
        ]
        start = perf_counter()
        with ThreadPoolExecutor(TOGETHER) as pool:
            ends = list(pool.map(lambda args: place(*args), work))
        took = perf_counter() - start
        conflicts = conflicts_in(instances)
    outcomes = Counter(outcome for outcome, _seconds in ends)
    if set(outcomes) != {"placed and found"}:
        raise SystemExit(f"Of the requests over HTTP: {dict(outcomes)}.")
    return _report(outcomes, conflicts, [seconds for _end, seconds in ends], took)


def _report(
    outcomes: Counter[str],
    conflicts: Counter[tuple[str, str]],
    seconds: list[float],
    took: float,
) -> str:
    placed, met = outcomes.total(), conflicts.total()
    headings = (
        *("Placed", "Lost", "Conflicts", "Conflicts, %", "Seconds"),
        *("Median ms", "Longest ms"),
    )
    times = (1000 * median(seconds), 1000 * max(seconds))
    rows = [(placed, PLACED - placed, met, 100 * met / PLACED, took, *times)]
    parts = [
        "## Placed over HTTP, through two Zopes",
        NOTE.format(patrons=PLACED, together=TOGETHER, service=SERVICE, before=BEFORE),
        table(headings, rows),
    ]
    if conflicts:
        lines = [[*what, times] for what, times in conflicts.most_common()]
        parts.append(table(("Page", "Object of the conflict", "Times"), lines))
    return "\n\n".join(parts)


if __name__ == "__main__":
    print(measure())
    sys.exit(0)
