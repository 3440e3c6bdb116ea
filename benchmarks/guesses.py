"""Whether parallel guesses reveal who is registered: `python -m benchmarks.guesses`.

A sample is the time until the last of four answers to the same guess. Samples for
existing and unknown user IDs alternate in random order.
"""

from benchmarks.accounts import address
from benchmarks.conflicts import count as count_conflicts
from benchmarks.facts import facts
from benchmarks.samples import chance
from benchmarks.samples import summarize
from benchmarks.stage import put_up
from benchmarks.stage import Stage
from benchmarks.table import table
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from lxml import html
from pathlib import Path
from random import sample
from statistics import median
from time import perf_counter

import requests
import sys


RESULTS = Path(__file__).parent / "results"
TOGETHER = 4
SAMPLES = 30
WARM_UP = 4
KNOWN = "registered"
UNKNOWN = "unknown"
WRONG = "Guessed-0815-x"
PATIENCE = 60
TOKEN = "string(//main//input[@name='_authenticator']/@value)"

NOTE = (
    "A sample is the time until the last of {together} answers to the same wrong\n"
    "guess has come. *By chance alone* is how often two samples of the same kind\n"
    "differ as much (Mann-Whitney): a small figure would tell who is registered.\n"
    "Conflicts are requests that Zope repeated."
)

Door = Callable[[str, str, requests.Session], requests.Response]
Times = dict[str, list[float]]


def _form(
    site: str, browser: requests.Session, page: str, **fields: str
) -> requests.Response:
    shown = html.fromstring(browser.get(f"{site}/{page}", timeout=PATIENCE).text)
    hidden = {
        field.get("name"): field.get("value") or ""
        for field in shown.xpath("//main//form//input[@type='hidden']")
    }
    token = shown.xpath(TOKEN)
    return _post(browser, f"{site}/{page}", {**hidden, "_authenticator": token}, fields)


def _post(
    browser: requests.Session, url: str, hidden: dict[str, str], fields: dict[str, str]
) -> requests.Response:
    return browser.post(
        url, data=hidden | fields, allow_redirects=False, timeout=PATIENCE
    )


def login_page(site: str, name: str, browser: requests.Session) -> requests.Response:
    """Enter a wrong password in the form."""
    return _form(site, browser, "login", user_id=name, password=WRONG)


def service(site: str, name: str, browser: requests.Session) -> requests.Response:
    """Send a wrong password to @login."""
    return browser.post(
        f"{site}/@login",
        json={"login": name, "password": WRONG},
        headers={"Accept": "application/json"},
        timeout=PATIENCE,
    )


def basic(site: str, name: str, browser: requests.Session) -> requests.Response:
    """Send a wrong password with HTTP Basic."""
    return browser.get(f"{site}/@@ok", auth=(name, WRONG), timeout=PATIENCE)


def stock_fields(site: str, name: str, browser: requests.Session) -> requests.Response:
    """Send a wrong password in the fields of Plone's own form."""
    fields = {"__ac_name": name, "__ac_password": WRONG}
    return browser.post(f"{site}/@@ok", data=fields, timeout=PATIENCE)


def forgotten(site: str, name: str, browser: requests.Session) -> requests.Response:
    """Request a password reset, with the right address if the ID exists."""
    widgets = {"user_id": name, "email": address(name)}
    return _ask(site, browser, "forgot-password", widgets)


def resend(site: str, name: str, browser: requests.Session) -> requests.Response:
    """Request the user ID, with the right date of birth if the address exists."""
    widgets = {"email": address(name), "birth_date": "1985-04-01"}
    return _ask(site, browser, "resend-user-id", widgets)


def _ask(
    site: str, browser: requests.Session, page: str, widgets: dict[str, str]
) -> requests.Response:
    fields = {f"form.widgets.{name}": value for name, value in widgets.items()}
    return _form(site, browser, page, **fields, **{"form.buttons.send": "1"})


DOORS: dict[str, tuple[Door, set[int]]] = {
    "login page": (login_page, {200}),
    "@login": (service, {401}),
    "HTTP Basic": (basic, {200}),
    "fields of the stock form": (stock_fields, {200}),
    "forgotten password": (forgotten, {302}),
    "forgotten user ID": (resend, {302}),
}


def measure(stage: Stage, door: Door, expected: set[int]) -> Times:
    """Return the seconds of each sample, by whether the user ID exists."""
    times: Times = {KNOWN: [], UNKNOWN: []}
    pairs = list(zip(stage.guessed, stage.unused, strict=True))
    for number, (known, unknown) in enumerate(pairs[: WARM_UP + SAMPLES]):
        turn = [(KNOWN, known), (UNKNOWN, unknown)]
        for who, name in sample(turn, len(turn)):
            seconds = _at_once(stage.portal, name, door, expected)
            if number >= WARM_UP:
                times[who].append(seconds)
    return times


def _at_once(site: str, name: str, door: Door, expected: set[int]) -> float:
    def guess(_number: int) -> int:
        with requests.Session() as browser:
            # Ignore proxies and password files of the environment.
            browser.trust_env = False
            browser.headers["Accept"] = "text/html"
            return door(site, name, browser).status_code

    start = perf_counter()
    with ThreadPoolExecutor(TOGETHER) as pool:
        answers = set(pool.map(guess, range(TOGETHER)))
    seconds = perf_counter() - start
    if answers - expected:
        raise SystemExit(f"{door.__name__}: unexpected answers {sorted(answers)}")
    return seconds


def main() -> int:
    """Measure all doors, print the table and store it."""
    found, rows = facts(), []
    with put_up() as stage:
        for name, (door, expected) in DOORS.items():
            before = count_conflicts(stage.instance)
            times = measure(stage, door, expected)
            met = count_conflicts(stage.instance) - before
            rows.append(_row(name, times, met))
            print(rows[-1], file=sys.stderr, flush=True)
    text = _report(found, rows)
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / "guesses.md").write_text(text, encoding="utf-8")
    print(text)
    return 0


def _row(name: str, times: Times, conflicts: int) -> list[object]:
    known, unknown = times[KNOWN], times[UNKNOWN]
    difference = 1000 * (median(known) - median(unknown))
    figures = [f for seconds in (known, unknown) for f in _figures(seconds)]
    by_chance = f"{chance(known, unknown):.0%}"
    return [name, len(known), *figures, round(difference, 1), by_chance, conflicts]


def _figures(seconds: list[float]) -> list[float]:
    summary = summarize(seconds)
    return [summary.median, summary.p95]


def _report(found: dict[str, object], rows: list[list[object]]) -> str:
    headings = [
        "Door",
        "Samples",
        "Known: median ms",
        "p95",
        "Unknown: median ms",
        "p95",
        "Difference of medians",
        "By chance alone",
        "Conflicts",
    ]
    parts = [
        "# Four guesses at once",
        table(("Run", ""), list(found.items())),
        NOTE.format(together=TOGETHER),
        table(headings, rows),
    ]
    return "\n\n".join(parts) + "\n"


if __name__ == "__main__":
    sys.exit(main())
