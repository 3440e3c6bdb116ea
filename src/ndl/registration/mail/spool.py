"""What lies in the mail queue."""

from dataclasses import dataclass
from ndl.registration.config import timestamp
from pathlib import Path

import os


FOLDERS = ("cur", "new", "tmp")


@dataclass(frozen=True)
class Waiting:
    """Mails to be sent, the age of the oldest in seconds, and mails refused."""

    number: int
    oldest: int
    refused: int


def waiting_mails(folder: Path) -> Waiting:
    """What waits in the queue; nothing if the folder does not exist."""
    files = [path.name for path in folder.glob("new/*") if path.is_file()]
    names = [name for name in files if not name.startswith(".")]
    oldest = min(map(_written, names), default=timestamp())
    refused = [name for name in files if name.startswith(".rejected-")]
    return Waiting(len(names), max(0, timestamp() - oldest), len(refused))


def is_usable(folder: Path) -> bool:
    """Whether this process can write mails to the queue, or make it."""
    if folder.exists():
        return all(os.access(folder / name, os.W_OK | os.X_OK) for name in FOLDERS)
    nearest = next((path for path in folder.parents if path.exists()), None)
    return nearest is not None and os.access(nearest, os.W_OK | os.X_OK)


def _written(name: str) -> int:
    """When a mail was written: each try to send it touches the file."""
    moment = name.partition(".")[0]
    return int(moment) if moment.isdecimal() else timestamp()
