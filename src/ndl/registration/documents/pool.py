"""Pool of a few decoding processes, limited in time and memory.

If all are busy, a picture is refused, so that no thread of Zope waits for the pictures
of others. A process is started for the first picture and kept for the next. It is an
independent program (not forked from a server with threads) and ends with its input,
also when the server is killed.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from ndl.registration.documents.decode import DecodeOrder
from ndl.registration.documents.process import Worker
from ndl.registration.documents.process import WorkerFailed
from threading import Lock
from typing import Any

import atexit
import logging
import os


logger = logging.getLogger("ndl.registration")
# Memory in bytes that Python and Pillow need, and for each pixel.
_MEMORY = 384 * 1024 * 1024
_BYTES_PER_PIXEL = 14


class AllBusy(Exception):
    """No process is free."""


class Decoder(Worker):
    """A decoding process, which starts at once."""

    def __init__(self, memory: int) -> None:
        super().__init__("ndl.registration.documents.worker", memory)

    def decode(
        self, order: DecodeOrder, data: bytes, seconds: int
    ) -> tuple[dict[str, Any], bytes]:
        """Decode a picture. Raises WorkerFailed, WorkerTooSlow."""
        return self.ask(asdict(order), data, seconds)


class DecoderPool:
    """Limits the number of processes and keeps each for the next picture."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._idle: list[Decoder] = []
        self._taken = 0

    def has_place(self, size: int) -> bool:
        """Whether one of `size` places is free now."""
        with self._lock:
            return self._taken < size

    @contextmanager
    def place(self, size: int) -> Iterator[None]:
        """Reserve one of `size` places. Raises AllBusy."""
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
        self, order: DecodeOrder, data: bytes, seconds: int
    ) -> tuple[dict[str, Any], bytes]:
        """The result of a decoding process, for callers that hold a place.

        Raises WorkerFailed, WorkerTooSlow.
        """
        decoder = self._take(_MEMORY + _BYTES_PER_PIXEL * order.pixels)
        try:
            answer = decoder.decode(order, data, seconds)
        except WorkerFailed as error:
            logger.warning("A picture ended its decoder: %s", type(error).__name__)
            raise
        with self._lock:
            self._idle.append(decoder)
        return answer

    def end(self) -> None:
        """Stop all idle processes; the next picture starts new ones."""
        with self._lock:
            idle, self._idle = self._idle, []
        for decoder in idle:
            decoder.end()

    def forget(self) -> None:
        """After a fork: leave the processes to the parent process."""
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
