"""Counters of limited steps: in memory, or in Redis for all processes."""

from collections.abc import Callable
from limits import RateLimitItem
from limits.errors import ConfigurationError
from limits.errors import StorageError
from limits.storage import MemoryStorage
from limits.storage import storage_from_string
from limits.strategies import MovingWindowRateLimiter
from math import ceil
from ndl.registration.settings import settings
from redis.backoff import NoBackoff
from redis.retry import Retry
from threading import Lock
from typing import Any

import logging
import time


logger = logging.getLogger(__name__)

MEMORY = "memory://"
_PATIENCE = 0.5
_PAUSE = 30
_SWEEP = 1000
_lock = Lock()
_Key = tuple[str, ...]
_Question = Callable[[MovingWindowRateLimiter, RateLimitItem, _Key], Any]
_known: dict[str, "Counters"] = {}


class _Memory(MemoryStorage):
    """Memory storage that drops the keys of networks without recent requests."""

    def __init__(self) -> None:
        super().__init__(MEMORY)
        self._hits = 0

    def acquire_entry(self, key: str, limit: int, expiry: int, amount: int = 1) -> bool:
        """Sweep now and then, as the base class keeps keys with empty lists."""
        self._hits += 1
        if self._hits % _SWEEP == 0:
            self._sweep()
        return super().acquire_entry(key, limit, expiry, amount)

    def _sweep(self) -> None:
        for key in [key for key, events in list(self.events.items()) if not events]:
            with self.locks[key]:
                if not self.events.get(key):
                    self.events.pop(key, None)
                    self.locks.pop(key, None)


class Counters:
    """Moving windows in a shared storage, or in this process while that is unreachable.

    Counting never fails: limits common to all processes then hold for each process
    separately, and the limits of accounts do not depend on this storage at all.
    """

    def __init__(self, uri: str) -> None:
        self._memory = MovingWindowRateLimiter(_Memory())
        self._shared = _connect(uri)
        self._paused_until = 0.0

    def hit(self, item: RateLimitItem, *key: str) -> int:
        """Count a step; 0 if it was within the limit, else the seconds to wait.

        Steps beyond the limit are not counted, so that waiting always helps.
        """
        return self._ask(_hit, item, key)

    def is_full(self, item: RateLimitItem, *key: str) -> bool:
        """Whether the next step would be beyond the limit; counts nothing."""
        return self._ask(_is_full, item, key)

    def _ask(self, question: _Question, item: RateLimitItem, key: _Key) -> Any:
        if self._shared is not None and time.monotonic() >= self._paused_until:
            try:
                return question(self._shared, item, key)
            except StorageError:
                self._pause()
        return question(self._memory, item, key)

    def is_reachable(self) -> bool:
        """Whether the configured storage responds now; always true for memory."""
        return self._shared is None or bool(self._shared.storage.check())

    def reset(self) -> None:
        """Forget all counts."""
        for limiter in (self._memory, self._shared):
            if limiter is not None:
                limiter.storage.reset()

    def _pause(self) -> None:
        """Do without the storage for a while, so that requests need not wait for it."""
        self._paused_until = time.monotonic() + _PAUSE
        logger.warning(
            "The storage of limits does not answer; each process counts for itself."
        )


def get_counters() -> Counters:
    """The counters in the storage named by the settings."""
    uri = settings().limits_storage or MEMORY
    with _lock:
        if uri not in _known:
            _known[uri] = Counters(uri)
        return _known[uri]


def forget_counters() -> None:
    """Forget all counters of this process; counts in memory are lost."""
    with _lock:
        _known.clear()


def _connect(uri: str) -> MovingWindowRateLimiter | None:
    if uri.startswith(MEMORY):
        return None
    options: dict[str, Any] = {
        "wrap_exceptions": True,
        "socket_connect_timeout": _PATIENCE,
        "socket_timeout": _PATIENCE,
        # One immediate retry, because a restarted server has closed the old sockets.
        "retry": Retry(NoBackoff(), 1),
    }
    try:
        return MovingWindowRateLimiter(storage_from_string(uri, **options))
    except (ConfigurationError, ValueError):
        logger.exception("The storage of limits cannot be used.")
        return None


def _is_full(limiter: MovingWindowRateLimiter, item: RateLimitItem, key: _Key) -> bool:
    return not limiter.test(item, *key)


def _hit(limiter: MovingWindowRateLimiter, item: RateLimitItem, key: _Key) -> int:
    if limiter.hit(item, *key):
        return 0
    reset_time = limiter.get_window_stats(item, *key).reset_time
    return max(1, ceil(reset_time - time.time()))
