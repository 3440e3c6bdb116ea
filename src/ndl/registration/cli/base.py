"""What commands have in common. Plone is imported when a command runs, not before.

zope.conf sets the environment that Plone looks at when it is imported.
"""

from argparse import ArgumentParser
from collections.abc import Callable
from typing import Any


UNSAFE = 1
WRONG = 2


def add(commands: Any, name: str, run: Callable, words: str) -> ArgumentParser:
    """Add a command that calls `run` with the site and the options."""
    command: ArgumentParser = commands.add_parser(name, help=words)
    command.set_defaults(run=run)
    return command
