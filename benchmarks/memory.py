"""The time and the most memory that a piece of work took (Linux)."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter


_PROCESS = Path("/proc/self")
_FORGET_PEAK = "5"


@dataclass
class Used:
    """Seconds, and megabytes above what the process had before."""

    seconds: float = 0.0
    megabytes: float = 0.0


@contextmanager
def peak_of() -> Iterator[Used]:
    """Measure what happens inside."""
    used = Used()
    (_PROCESS / "clear_refs").write_text(_FORGET_PEAK)
    before, start = megabytes("VmRSS"), perf_counter()
    yield used
    used.seconds = perf_counter() - start
    used.megabytes = max(0.0, megabytes("VmHWM") - before)


def megabytes(name: str) -> float:
    """What the kernel says of the memory of this process alone: "VmRSS", "VmHWM".

    The peak that `getrusage` tells begins with that of the process that started it.
    """
    status = (_PROCESS / "status").read_text()
    (line,) = (one for one in status.splitlines() if one.startswith(f"{name}:"))
    return int(line.split()[1]) / 1024
