"""The command for requests that are handed over to the library's own system."""

from argparse import Namespace
from functools import partial
from ndl.registration.cli.base import add
from ndl.registration.cli.base import commit
from tqdm import tqdm
from typing import Any


_BATCH = 200


def add_to(commands: Any) -> None:
    """Add the command to the parser."""
    words = "requests for the library's own system: what waits, try again, ask"
    command = add(commands, "hand-over", _run, words)
    command.add_argument(
        "--again",
        action="store_true",
        help="let those be tried once more that the system did not take",
    )
    command.add_argument(
        "--ask",
        type=int,
        metavar="DAYS",
        help="ask for the states of open requests that have not moved for so long",
    )


def _run(site: Any, options: Namespace) -> int:
    from ndl.registration.health.handover import requests_leave
    from zope.i18n import translate

    if options.again:
        print(f"Tried again: {_try_again(site)}.")
    if options.ask is not None:
        print(f"Asked for: {_ask(site, options.ask)}.")
    print(translate(requests_leave().words))
    return 0


def _try_again(site: Any) -> int:
    from ndl.registration.library.handover.passing import try_again

    total = 0
    while number := commit(site, partial(try_again, _BATCH)):
        total += number
    return total


def _ask(site: Any, days: int) -> int:
    from datetime import timedelta
    from ndl.registration.clock import now
    from ndl.registration.library.handover.passing import ask_for_states
    from ndl.registration.library.handover.passing import quiet_since

    ids = list(quiet_since(now() - timedelta(days=days)))
    asked = 0
    with tqdm(total=len(ids), unit=" requests", disable=None) as bar:
        for start in range(0, len(ids), _BATCH):
            some = ids[start : start + _BATCH]
            asked += commit(site, partial(ask_for_states, some))
            bar.update(len(some))
    return asked
