"""A limit of time for a whole question, which sockets do not have."""

from collections.abc import Callable
from concurrent.futures import Future
from threading import Thread
from typing import TypeVar


T = TypeVar("T")


def in_time(ask: Callable[[], T], seconds: float) -> T:
    """Run `ask` with a time limit. Raises TimeoutError, or what `ask` raises.

    A socket only limits the wait for the next byte, and looking up a name knows no
    limit at all. Too late, the answer is heard by nobody.
    """
    answer: Future[T] = Future()

    def run() -> None:
        try:
            answer.set_result(ask())
        except BaseException as error:  # noqa: BLE001 - it is raised to who waits
            answer.set_exception(error)

    Thread(target=run, name="voice question", daemon=True).start()
    return answer.result(seconds)
