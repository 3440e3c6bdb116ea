"""The mails in the queue."""

from contextlib import suppress
from dataclasses import dataclass
from ndl.registration import logger
from ndl.registration.clock import HOUR
from ndl.registration.clock import timestamp
from pathlib import Path

import os
import socket
import time


# Seconds after which no request can still be writing a file.
UNFINISHED = HOUR
_STARTED = time.time()
FOLDERS = ("cur", "new", "tmp")


@dataclass(frozen=True)
class Waiting:
    """Number of waiting mails, age of the oldest in seconds, and rejected mails."""

    number: int
    oldest: int
    refused: int


def waiting_mails(folder: Path) -> Waiting:
    """The mails in the queue; zeros if the folder does not exist."""
    files = [path.name for path in folder.glob("new/*") if path.is_file()]
    names = [name for name in files if not name.startswith(".")]
    now = timestamp()
    oldest = min((_written(name, now) for name in names), default=now)
    refused = [name for name in files if name.startswith(".rejected-")]
    return Waiting(len(names), max(0, now - oldest), len(refused))


def forget_unfinished(folder: Path) -> None:
    """Delete files of processes that were killed while writing a mail.

    They would never be sent or deleted, and contain personal data.
    """
    for path in folder.glob("tmp/*"):
        with suppress(FileNotFoundError):
            age = timestamp() - _begun(path)
            if age >= UNFINISHED or _writer_is_gone(path):
                path.unlink()
                logger.warning("A mail that was never finished was deleted.")


def is_usable(folder: Path) -> bool:
    """Whether this process can write to the queue, or create it."""
    if folder.exists():
        return all(os.access(folder / name, os.W_OK | os.X_OK) for name in FOLDERS)
    nearest = next((path for path in folder.parents if path.exists()), None)
    return nearest is not None and os.access(nearest, os.W_OK | os.X_OK)


def _written(name: str, unknown: int) -> int:
    """Time at which a mail was written, from its name; `unknown` if it has none.

    The file's own time is changed by later attempts to send it.
    """
    moment = name.partition(".")[0]
    return int(moment) if moment.isdecimal() else unknown


def _begun(path: Path) -> float:
    """Time at which writing the file began.

    The clock of the file system may differ from that of the writer, which is in the
    name. The later time counts, so that a file still being written is not deleted.
    """
    return max(_written(path.name, 0), path.stat().st_mtime)


def _writer_is_gone(path: Path) -> bool:
    """Whether the process that wrote the file was on this machine and has ended.

    A successor may have the same process number, as in containers.
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
