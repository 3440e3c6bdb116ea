"""Base of all commands. Plone is imported only when a command runs.

zope.conf sets the environment that Plone reads when it is imported.
"""

from argparse import ArgumentParser
from collections.abc import Callable
from tqdm import tqdm
from typing import Any


UNSAFE = 1
WRONG = 2
_TRIES = 5


def add(
    commands: Any, name: str, run: Callable[..., int], words: str
) -> ArgumentParser:
    """Add a command that calls `run` with the site and the options."""
    command: ArgumentParser = commands.add_parser(name, help=words)
    command.set_defaults(run=run)
    return command


def add_dry_run(command: ArgumentParser) -> None:
    """Add the option --dry-run to a command."""
    words = "only say what would be done"
    command.add_argument("--dry-run", action="store_true", help=words)


def commit(site: Any, batch: Callable[[], Any]) -> Any:
    """Run a batch in a transaction and return its result; retry after a conflict."""
    import transaction

    for attempt in transaction.manager.attempts(_TRIES):
        with attempt:
            result = batch()
    forget_loaded(site)
    return result


def forget_loaded(site: Any) -> None:
    """Empty the connection's cache after a batch, whose objects are not needed again.

    Otherwise the cache would grow to the size for a server: hundreds of megabytes.
    """
    site._p_jar.cacheMinimize()


def bar(what: Any = None, total: int | None = None) -> tqdm:
    """A progress bar for patrons, shown only on terminals."""
    return tqdm(what, total=total, unit=" patrons", disable=None)
