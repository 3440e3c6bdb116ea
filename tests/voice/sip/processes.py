"""Processes of calls, as seen through /proc."""

from contextlib import suppress
from pathlib import Path


def commands():
    """The command lines of all processes, by process ID."""
    found = {}
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            found[int(folder.name)] = (folder / "cmdline").read_bytes().decode()
    return found


def agents(base):
    """IDs of the baresip processes that make calls from folders in `base`."""
    wanted = f"-f\0{base}/ndl-voice-"
    return [n for n, command in commands().items() if wanted in command]


def shown(base):
    """Command lines and environments of such processes and their parents."""
    numbers = agents(base)
    numbers += [parent_of(number) for number in numbers]
    files = [
        Path(f"/proc/{n}/{name}") for n in numbers for name in ("cmdline", "environ")
    ]
    return [path.read_bytes().decode() for path in files]


def parent_of(number):
    """The ID of the parent process."""
    fields = Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()
    return int(fields[1])


def folders(base):
    """The folders of calls in `base`."""
    return set(base.glob("ndl-voice-*"))
