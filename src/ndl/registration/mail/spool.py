"""The mails in the queue."""

from contextlib import suppress
from dataclasses import dataclass
from ndl.registration import logger
from ndl.registration.config import HOUR
from ndl.registration.config import timestamp
from pathlib import Path

import os
import socket
import time


# Seconds after which no request can still be writing a mail.
UNFINISHED = HOUR
_STARTED = time.time()
FOLDERS = ("cur", "new", "tmp")


@dataclass(frozen=True)
class Waiting:
    """Mails to be sent, the age of the oldest in seconds, and mails refused."""

    number: int
    oldest: int
    refused: int


def waiting_mails(folder: Path) -> Waiting:
    """Mails in the queue; none if the folder does not exist."""
    files = [path.name for path in folder.glob("new/*") if path.is_file()]
    names = [name for name in files if not name.startswith(".")]
    now = timestamp()
    oldest = min((_written(name, now) for name in names), default=now)
    refused = [name for name in files if name.startswith(".rejected-")]
    return Waiting(len(names), max(0, now - oldest), len(refused))


def forget_unfinished(folder: Path) -> None:
    """Delete what a process left that was killed while it wrote a mail.

    Nobody would ever send or delete it, and it holds personal data.
    """
    for path in folder.glob("tmp/*"):
        with suppress(FileNotFoundError):
            age = timestamp() - _begun(path)
            if age >= UNFINISHED or _writer_is_gone(path):
                path.unlink()
                logger.warning("A mail that was never finished was deleted.")


def is_usable(folder: Path) -> bool:
    """Whether this process can write mails to the queue, or make it."""
    if folder.exists():
        return all(os.access(folder / name, os.W_OK | os.X_OK) for name in FOLDERS)
    nearest = next((path for path in folder.parents if path.exists()), None)
    return nearest is not None and os.access(nearest, os.W_OK | os.X_OK)


def _written(name: str, unknown: int) -> int:
    """Time at which a mail was written; later attempts change the file's own time.

    A name that does not tell it gives `unknown`.
    """
    moment = name.partition(".")[0]
    return int(moment) if moment.isdecimal() else unknown


def _begun(path: Path) -> float:
    """Time at which the writing of a mail began.

    The file system's clock may be another than the writer's, which is in the
    name; a mail in work must not be deleted because one of them is behind.
    """
    return max(_written(path.name, 0), path.stat().st_mtime)


def _writer_is_gone(path: Path) -> bool:
    """Whether the process that wrote the file, on this machine, has ended.

    Its successor may have the same number, as in containers.
    """
    _moment, _dot, rest = path.name.partition(".")
    number, _dot, rest = rest.partition(".")
    host, _dot, _random = rest.rpartition(".")
    if host != socket.gethostname() or not number.isdecimal():
        return False
    if int(number) == os.getpid():
        return _begun(path) < int(_STARTED)
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return True
    except (OSError, OverflowError):
        return False
    return False
