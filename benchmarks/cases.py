"""Measurements with one visitor at a time.

The kinds of visitors take turns, so that a disturbance of the machine affects all.
"""

from benchmarks.accounts import PAGE
from benchmarks.people import ACCOUNTS
from benchmarks.people import log_in
from benchmarks.people import NOBODY
from benchmarks.people import visitors
from benchmarks.stage import Stage


LOGINS = 60
PAGES = 60
WARM_UP_PAGES = 10


def warm_up(stage: Stage) -> None:
    """Log each account in once: the first login takes longer."""
    for who in ACCOUNTS:
        for visitor in visitors(stage, who):
            log_in(stage, visitor)
            visitor.close()


def logins(stage: Stage) -> dict[str, list[dict[str, float]]]:
    """Return the seconds of each step of each login, by kind of account."""
    steps: dict[str, list[dict[str, float]]] = {who: [] for who in ACCOUNTS}
    for number in range(LOGINS):
        for who, found in steps.items():
            people = visitors(stage, who)
            visitor = people[number % len(people)]
            log_in(stage, visitor)
            visitor.close()
            found.append(visitor.times)
    return steps


def pages(stage: Stage) -> dict[str, list[float]]:
    """Return the seconds of each request of one page, by kind of visitor."""
    readers = {who: visitors(stage, who)[0] for who in (*NOBODY, *ACCOUNTS)}
    for who in ACCOUNTS:
        log_in(stage, readers[who])
    times: dict[str, list[float]] = {who: [] for who in readers}
    for _ in range(WARM_UP_PAGES + PAGES):
        for who, reader in readers.items():
            reader.get("page", PAGE)
            times[who].append(reader.times["page"])
    for reader in readers.values():
        reader.close()
    return {who: found[WARM_UP_PAGES:] for who, found in times.items()}
