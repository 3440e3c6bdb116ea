"""The command that reads the pictures of applications with OCR."""

from argparse import Namespace
from functools import partial
from ndl.registration.cli.base import add
from ndl.registration.cli.base import add_dry_run
from ndl.registration.cli.base import commit
from ndl.registration.cli.opening import CannotOpen
from tqdm import tqdm
from typing import Any


def add_to(commands: Any) -> None:
    """Add the command to the parser."""
    words = "read the pictures of applications that wait for it, for hints to editors"
    command = add(commands, "read-pictures", _run, words)
    add_dry_run(command)
    command.add_argument(
        "--unread",
        action="store_true",
        help="also of open applications whose pictures were not read so far",
    )


def _run(site: Any, options: Namespace) -> int:
    from ndl.registration.review.asked_readings import ask_for_unread
    from ndl.registration.review.asked_readings import is_on
    from ndl.registration.review.asked_readings import unread_numbers
    from ndl.registration.review.reading_queue import get_reading_queue

    if not is_on():
        raise CannotOpen("pictures are not read here; ask for the health of the site")
    unread = unread_numbers() if options.unread else []
    number = len(unread) + get_reading_queue().count(10**9)
    if options.dry_run:
        print(f"Applications whose pictures would be read: {number}.")
        return 0
    for one in unread:
        commit(site, partial(ask_for_unread, one))
    print(f"Applications whose pictures were read: {_read(number)}.")
    return 0


def _read(number: int) -> int:
    from ndl.registration.background import here
    from ndl.registration.review.reader import read_due

    place, total = here(), 0
    with tqdm(total=number, unit=" applications", disable=None) as bar:
        while count := read_due(place, 1):
            total += count
            bar.update(count)
    return total
