"""A process for hostile data, limited in time and memory.

It is an independent program (not forked from a server with threads) and ends with its
input, also when the server is killed.
"""

from collections.abc import Mapping
from contextlib import suppress
from ndl.registration.documents.worker import receive
from ndl.registration.documents.worker import send
from subprocess import DEVNULL
from subprocess import PIPE
from subprocess import Popen
from threading import Event
from threading import Timer
from typing import Any

import os
import signal
import sys


# Times the limit in CPU seconds, after which a process is killed on a busy machine.
_WAIT = 3


class WorkerFailed(Exception):
    """The process ended without a result."""


class WorkerTooSlow(WorkerFailed):
    """The process was killed because it took too long."""


class Worker:
    """A process that runs a module, which starts at once."""

    def __init__(
        self, module: str, memory: int, variables: Mapping[str, str] | None = None
    ) -> None:
        self.memory = memory
        # Without the server's variables: their secrets must not be exposed to hostile
        # data.
        path = os.pathsep.join(filter(None, sys.path))
        environment = {"PYTHONPATH": path, **(variables or {})}
        self._process = Popen(  # noqa: S603
            [sys.executable, "-m", module, str(memory)],
            stdin=PIPE,
            stdout=PIPE,
            stderr=DEVNULL,
            env=environment,
        )

    @property
    def is_alive(self) -> bool:
        """Whether the process is running."""
        return self._process.poll() is None

    def ask(
        self, facts: Mapping[str, Any], data: bytes, seconds: int
    ) -> tuple[dict[str, Any], bytes]:
        """The result of the process, with at most this many seconds of CPU time.

        Raises WorkerFailed, WorkerTooSlow.
        """
        late = Event()

        def give_up() -> None:
            late.set()
            self._process.kill()

        asked = {**facts, "seconds": seconds}
        timer = Timer(_WAIT * seconds, give_up)
        timer.start()
        try:
            send(self._process.stdin, asked, data)  # type: ignore[arg-type]
            return receive(self._process.stdout)  # type: ignore[arg-type]
        except (EOFError, OSError, ValueError) as error:
            self.end()
            is_slow = late.is_set() or self._process.returncode == -signal.SIGXCPU
            raise (WorkerTooSlow if is_slow else WorkerFailed) from error
        finally:
            timer.cancel()
            timer.join()
            if late.is_set():
                self.end()

    def end(self) -> None:
        """Kill the process; if it has already ended, its exit status is kept."""
        if self.is_alive:
            self._process.kill()
        self._process.wait()
        self.let_go()

    def let_go(self) -> None:
        """Close the pipes, so that the process ends by itself."""
        for stream in (self._process.stdin, self._process.stdout):
            with suppress(OSError):
                stream.close()  # type: ignore[union-attr]
