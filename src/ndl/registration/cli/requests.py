"""The command that archives old requests of patrons."""

from argparse import Namespace
from functools import partial
from ndl.registration.cli.base import add
from ndl.registration.cli.base import add_dry_run
from ndl.registration.cli.base import commit
from tqdm import tqdm
from typing import Any


_BATCH = 200


def add_to(commands: Any) -> None:
    """Add the command to the parser."""
    words = "put away requests that have been closed for long"
    add_dry_run(add(commands, "archive-requests", _run, words))


def _run(site: Any, options: Namespace) -> int:
    from ndl.registration.library.requests.archive import archive_before
    from ndl.registration.library.requests.archive import old_ids

    moment = archive_before()
    total = sum(1 for _id in old_ids(moment)) if moment is not None else 0
    if options.dry_run:
        print(f"Would be put away: {total}.")
        return 0
    print(f"Put away: {_archive(site, total)}.")
    return 0


def _archive(site: Any, total: int) -> int:
    """Archive in batches; after an interruption the next run continues."""
    from ndl.registration.library.requests.archive import archive_batch

    done = 0
    with tqdm(total=total, unit=" requests", disable=None) as bar:
        while number := commit(site, partial(archive_batch, _BATCH)):
            done += number
            bar.update(number)
    return done
