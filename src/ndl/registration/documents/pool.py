"""The processes that decode pictures: few, limited in time and memory.

A picture that cannot be taken at once is refused as "busy", so that no thread
of Zope waits for others' pictures. A process is started when the first picture
comes and stays for the next ones. They are started as programs of their own
(not forked from a server with threads) and end with their input, also when the
server is killed.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextlib import suppress
from dataclasses import asdict
from ndl.registration.documents.decode import Order
from ndl.registration.documents.worker import receive
from ndl.registration.documents.worker import send
from subprocess import DEVNULL
from subprocess import PIPE
from subprocess import Popen
from threading import Event
from threading import Lock
from threading import Timer
from typing import Any

import atexit
import logging
import os
import signal
import sys


logger = logging.getLogger("ndl.registration")
# What Python and Pillow need, and for each pixel.
_MEMORY = 384 * 1024 * 1024
_BYTES_PER_PIXEL = 14
# A machine that has much to do makes a decoder wait; in the end it is given up.
_WAIT = 3


class AllBusy(Exception):
    """No process is free."""


class WorkerFailed(Exception):
    """The process ended without an answer."""


class WorkerTooSlow(WorkerFailed):
    """The process was ended since it took too long."""


class Decoder:
    """One process that decodes; started at once."""

    def __init__(self, memory: int) -> None:
        self.memory = memory
        # No variables of the server, whose secrets hostile pictures should not see.
        environment = {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
        module = "ndl.registration.documents.worker"
        self._process = Popen(  # noqa: S603
            [sys.executable, "-m", module, str(memory)],
            stdin=PIPE,
            stdout=PIPE,
            stderr=DEVNULL,
            env=environment,
        )

    @property
    def is_alive(self) -> bool:
        """Whether it takes pictures."""
        return self._process.poll() is None

    def ask(
        self, order: Order, data: bytes, seconds: int
    ) -> tuple[dict[str, Any], bytes]:
        """Its answer, after at most so many seconds of work.

        Raises WorkerFailed, WorkerTooSlow.
        """
        late = Event()

        def give_up() -> None:
            late.set()
            self._process.kill()

        facts = {**asdict(order), "seconds": seconds}
        timer = Timer(_WAIT * seconds, give_up)
        timer.start()
        try:
            send(self._process.stdin, facts, data)  # type: ignore[arg-type]
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
        """Stop it, whatever it does; one that has ended keeps its own signal."""
        if self.is_alive:
            self._process.kill()
        self._process.wait()
        self.let_go()

    def let_go(self) -> None:
        """Close its input and output; it ends once nobody else holds them."""
        for stream in (self._process.stdin, self._process.stdout):
            with suppress(OSError):
                stream.close()  # type: ignore[union-attr]


class DecoderPool:
    """So many processes as are allowed, each kept for the next picture."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._idle: list[Decoder] = []
        self._taken = 0

    def has_place(self, size: int) -> bool:
        """Whether one of `size` places is free just now."""
        with self._lock:
            return self._taken < size

    @contextmanager
    def place(self, size: int) -> Iterator[None]:
        """Hold one of `size` places. Raises AllBusy."""
        with self._lock:
            if self._taken >= size:
                raise AllBusy
            self._taken += 1
        try:
            yield
        finally:
            with self._lock:
                self._taken -= 1

    def decode(
        self, order: Order, data: bytes, seconds: int
    ) -> tuple[dict[str, Any], bytes]:
        """The answer of a process, for callers that hold a place.

        Raises WorkerFailed, WorkerTooSlow.
        """
        decoder = self._take(_MEMORY + _BYTES_PER_PIXEL * order.pixels)
        try:
            answer = decoder.ask(order, data, seconds)
        except WorkerFailed as error:
            logger.warning("A picture ended its decoder: %s", type(error).__name__)
            raise
        with self._lock:
            self._idle.append(decoder)
        return answer

    def end(self) -> None:
        """Stop all processes that are idle; the next picture starts new ones."""
        with self._lock:
            idle, self._idle = self._idle, []
        for decoder in idle:
            decoder.end()

    def forget(self) -> None:
        """Leave the processes to the one that this one was forked from."""
        for decoder in self._idle:
            decoder.let_go()
        self._lock, self._idle, self._taken = Lock(), [], 0

    def _take(self, memory: int) -> Decoder:
        with self._lock:
            decoder = self._idle.pop() if self._idle else None
        if decoder is not None:
            if decoder.is_alive and decoder.memory == memory:
                return decoder
            decoder.end()
        try:
            return Decoder(memory)
        except OSError as error:
            raise WorkerFailed from error


POOL = DecoderPool()
atexit.register(POOL.end)
os.register_at_fork(after_in_child=POOL.forget)
