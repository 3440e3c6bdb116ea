"""The command that erases what is left after the end of registrations."""

from argparse import Namespace
from ndl.registration.cli.base import add
from ndl.registration.cli.base import add_dry_run
from ndl.registration.cli.base import bar
from ndl.registration.cli.base import commit
from typing import Any


def add_to(commands: Any) -> None:
    """Add what is below."""
    words = "erase what is left of applications after the end of registrations"
    add_dry_run(add(commands, "erase-remains", _run, words))


def _run(site: Any, options: Namespace) -> int:
    from ndl.registration.review.remains import count_due_remains
    from ndl.registration.review.remains import erase_remains

    patrons = count_due_remains()
    if options.dry_run:
        print(f"Former patrons whose applications would be erased: {patrons}.")
        return 0
    total = 0
    with bar(total=patrons) as progress:
        while True:
            looked_at, erased = commit(site, erase_remains)
            if not looked_at:
                break
            total += erased
            progress.update(looked_at)
    print(f"Applications that were erased: {total}.")
    return 0
