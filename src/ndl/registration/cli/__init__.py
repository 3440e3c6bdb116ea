"""The command `ndl-registration`: health checks and maintenance tasks."""

from argparse import ArgumentParser
from ndl.registration.cli import batches
from ndl.registration.cli import due
from ndl.registration.cli import expire
from ndl.registration.cli import hand_over
from ndl.registration.cli import health
from ndl.registration.cli import keys
from ndl.registration.cli import orphans
from ndl.registration.cli import pictures
from ndl.registration.cli import readings
from ndl.registration.cli import requests
from ndl.registration.cli.base import WRONG
from ndl.registration.cli.opening import CannotOpen
from ndl.registration.cli.opening import opened

import sys


def main(arguments: list[str] | None = None) -> int:
    """Run a command. Returns 0, 1 if something is unsafe, 2 if it cannot run."""
    options = _parser().parse_args(arguments)
    try:
        with opened(options.zope_conf, options.site) as site:
            return options.run(site, options)
    except CannotOpen as error:
        return _refuse(str(error))
    except Exception as error:
        if not _is_disconnected(error):
            raise
        return _refuse("the connection to the database was lost")


def _refuse(text: str) -> int:
    print(f"ndl-registration: {text}", file=sys.stderr)
    return WRONG


def _is_disconnected(error: Exception) -> bool:
    from ZODB.POSException import StorageError

    return isinstance(error, StorageError)


def _parser() -> ArgumentParser:
    parser = ArgumentParser(prog="ndl-registration", description=__doc__)
    parser.add_argument("zope_conf", help="path of zope.conf")
    parser.add_argument("site", help="path of the site in the database, say: portal")
    commands = parser.add_subparsers(title="commands", required=True)
    rooms = (health, pictures, orphans, keys, expire, due, batches)
    for room in (*rooms, hand_over, requests, readings):
        room.add_to(commands)
    return parser
