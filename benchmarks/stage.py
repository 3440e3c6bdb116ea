"""Start everything that a run needs, and remove it afterwards."""

from benchmarks.accounts import CROWD
from benchmarks.accounts import STOCK
from benchmarks.codes import CodeReader
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from scripts.portal.mailbox import Mailbox
from scripts.portal.mailcatcher import MailCatcher
from scripts.portal.settings import ADDRESS
from scripts.portal.settings import ROOT
from scripts.portal.settings import Settings
from socket import socket
from subprocess import PIPE
from subprocess import Popen
from subprocess import TimeoutExpired
from tempfile import TemporaryDirectory
from typing import Any

import json
import os
import sys


PATIENCE = 10


@dataclass(frozen=True)
class Stage:
    """Both sites with their accounts, as visitors need them."""

    portal: str
    stock: str
    patrons: list[str]
    members: list[str]
    guessed: list[str]
    unused: list[str]
    hashing: dict[str, list[float]]
    codes: CodeReader
    instance: Path


@contextmanager
def put_up(crowd: int = 0) -> Iterator[Stage]:
    """Run both sites and a mail catcher in a temporary folder.

    `crowd` is the number of additional patrons.
    """
    with TemporaryDirectory(prefix="ndl-registration-bench-") as folder:
        settings = Settings(Path(folder).resolve() / "instance", *free_ports(3))
        with MailCatcher(settings), _server(settings, crowd) as found:
            yield Stage(
                portal=settings.portal_url,
                stock=f"{settings.portal_url.rpartition('/')[0]}/{STOCK}",
                codes=CodeReader(Mailbox(settings.mail_folder)),
                instance=settings.instance,
                **found,
            )


@contextmanager
def _server(settings: Settings, crowd: int) -> Iterator[dict[str, Any]]:
    values = {name: str(port) for name, port in settings.ports().items()}
    values[CROWD] = str(crowd)
    # In a session of its own, so that Ctrl-C reaches only this process.
    process = Popen(
        [sys.executable, "-m", "benchmarks.server"],
        cwd=ROOT,
        env={**os.environ, **values, "INSTANCE": str(settings.instance)},
        stdin=PIPE,
        stdout=PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        yield _greeting(process)
    finally:
        _stop(process)


def _greeting(process: Popen[str]) -> dict[str, Any]:
    for line in process.stdout or ():
        if line.startswith("{"):
            return json.loads(line)
    raise SystemExit("Zope stopped before it was ready.")


def _stop(process: Popen[str]) -> None:
    try:
        process.communicate(timeout=PATIENCE)
    except TimeoutExpired:
        pass
    finally:
        process.kill()
        process.wait()


def free_ports(count: int) -> list[int]:
    """Ports on which nothing listens."""
    sockets = [socket() for _ in range(count)]
    try:
        for each in sockets:
            each.bind((ADDRESS, 0))
        return [each.getsockname()[1] for each in sockets]
    finally:
        for each in sockets:
            each.close()
