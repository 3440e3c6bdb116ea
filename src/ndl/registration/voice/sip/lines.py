"""The calls of this Zope process, each in a process of its own."""

from contextlib import suppress
from ndl.registration.clock import HOUR
from ndl.registration.voice.interfaces import CallState
from ndl.registration.voice.interfaces import CallStatus
from ndl.registration.voice.interfaces import failed
from ndl.registration.voice.interfaces import Failure
from ndl.registration.voice.sip.order import heard
from ndl.registration.voice.sip.order import SipOrder
from subprocess import DEVNULL
from subprocess import PIPE
from subprocess import Popen
from threading import Event
from threading import Lock
from threading import Thread

import logging
import os
import shutil
import sys
import time


logger = logging.getLogger("ndl.registration")
# Seconds for which the result of a call is remembered.
_MEMORY = HOUR


class AllTaken(Exception):
    """No line is free."""


class Line:
    """A call and its status."""

    def __init__(self, order: SipOrder) -> None:
        """Start the process of the call. Raises OSError."""
        self.status = CallStatus(CallState.QUEUED)
        self.was_dialled = False
        self.ended: float | None = None
        self._said = Event()
        self._folder = order.folder
        # Without the server's variables: the order contains the only secret that is
        # needed.
        environment = {
            "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
            "PATH": os.environ.get("PATH", os.defpath),
        }
        self._process = Popen(
            [sys.executable, "-m", "ndl.registration.voice.sip.call"],
            stdin=PIPE,
            stdout=PIPE,
            stderr=DEVNULL,
            env=environment,
            text=True,
        )
        Thread(target=self._follow, args=(order,), daemon=True).start()

    def begins_within(self, seconds: float) -> bool:
        """Whether the call has been dialed or has failed within this time."""
        return self._said.wait(seconds)

    def end(self) -> None:
        """Kill the process of the call."""
        self._process.kill()

    def _follow(self, order: SipOrder) -> None:
        """Read the messages of the process until it ends."""
        status = failed(Failure.INTERRUPTED)
        with suppress(OSError, ValueError, KeyError):
            self._process.stdin.write(order.line())  # type: ignore[union-attr]
            self._process.stdin.flush()  # type: ignore[union-attr]
            for line in self._process.stdout:  # type: ignore[union-attr]
                status = heard(line)
                if not status.state.is_final:
                    self.was_dialled = True
                    self.status = status
                    self._said.set()
        self.end()
        self._process.wait()
        shutil.rmtree(self._folder, ignore_errors=True)
        if not status.state.is_final:
            logger.warning("A process of a voice call ended before its call did.")
            status = failed(Failure.INTERRUPTED)
        self.status, self.ended = status, time.monotonic()
        self._said.set()


class Lines:
    """Limits the number of parallel calls."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._lines: dict[str, Line] = {}

    def find(self, handle: str) -> Line | None:
        """The call with this handle, or None if it is unknown or forgotten."""
        return self._lines.get(handle)

    def start(self, handle: str, order: SipOrder, most: int) -> Line:
        """Begin a call on one of `most` lines. Raises AllTaken, OSError."""
        with self._lock:
            self._forget()
            try:
                self._need_a_free_one(most)
                self._lines[handle] = line = Line(order)
            except (AllTaken, OSError):
                shutil.rmtree(order.folder, ignore_errors=True)
                raise
        return line

    def _need_a_free_one(self, most: int) -> None:
        if sum(line.ended is None for line in self._lines.values()) >= most:
            raise AllTaken

    def _forget(self) -> None:
        oldest = time.monotonic() - _MEMORY
        self._lines = {
            handle: line
            for handle, line in self._lines.items()
            if line.ended is None or line.ended > oldest
        }
