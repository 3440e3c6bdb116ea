"""Time and peak memory of a piece of work (Linux)."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter


_PROCESS = Path("/proc/self")
_FORGET_PEAK = "5"


@dataclass
class Used:
    """Seconds, and peak megabytes above those before."""

    seconds: float = 0.0
    megabytes: float = 0.0


@contextmanager
def peak_of() -> Iterator[Used]:
    """Measure the `with` block."""
    used = Used()
    (_PROCESS / "clear_refs").write_text(_FORGET_PEAK)
    before, start = megabytes("VmRSS"), perf_counter()
    yield used
    used.seconds = perf_counter() - start
    used.megabytes = max(0.0, megabytes("VmHWM") - before)


def megabytes(name: str) -> float:
    """Memory of this process alone according to the kernel: "VmRSS" or "VmHWM".

    `getrusage` is no alternative: its peak begins with that of the parent process.
    """
    status = (_PROCESS / "status").read_text()
    (line,) = (one for one in status.splitlines() if one.startswith(f"{name}:"))
    return int(line.split()[1]) / 1024
