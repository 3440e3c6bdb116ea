"""Counters of an account that survive an aborted transaction.

A wrong password counted in the transaction of the request would be forgotten when that
is aborted. Parallel guesses would conflict, and because Zope sleeps before it retries a
request, the time of the response would reveal who is registered. So each count is a
transaction of its own, retried in place.
"""

from collections.abc import Callable
from dataclasses import dataclass
from dataclasses import replace
from ndl.registration.clock import HOUR
from ndl.registration.clock import timestamp
from ndl.registration.limits.client import Client
from ndl.registration.login.accounts import get_logins
from ndl.registration.login.accounts import LoginStore
from ndl.registration.patrons.shards import ShardedTree
from ndl.registration.stores import alone
from persistent import Persistent
from threading import Lock
from typing import TypeVar
from zlib import crc32
from ZODB.POSException import ConflictError


T = TypeVar("T")

_TRIES = 100
_DECOYS = 1024
# The threads of a process wait for each other, so that only processes can conflict.
_locks = tuple(Lock() for _ in range(64))


@dataclass(frozen=True)
class FailedPassword:
    """Time and browser of a wrong password, and whether it locked the account."""

    moment: int
    user_agent: str = ""
    locked: bool = False


@dataclass(frozen=True)
class Counts:
    """Counts of wrong passwords and mails.

    `failures` are the wrong passwords in a row, `mails` are kinds with their times, and
    `wrong` are the last wrong passwords, newest first, for display to their user.
    """

    failures: int = 0
    locked_until: int = 0
    mails: tuple[tuple[str, int], ...] = ()
    wrong: tuple[FailedPassword, ...] = ()


class Tally(Persistent):
    """The persistent counts of an account."""

    counts = Counts()


def decoy(typed: str) -> str:
    """The key under which steps for a nonexistent account are counted.

    There are only _DECOYS keys, so that strangers cannot fill the store.
    """
    return f"?{crc32(typed.encode()) % _DECOYS}"


def count(key: str, judge: Callable[[Counts], tuple[Counts, T]]) -> T:
    """Apply `judge` to the counts of an account, and return its result.

    `judge` sees everything counted before by any thread or process; it is called again
    when another process has counted at the same moment. Raises ConflictError if that
    happens too often.
    """
    store = get_logins()
    with _locks[crc32(key.encode()) % len(_locks)]:
        for _ in range(_TRIES - 1):
            try:
                return _count(store, key, judge)
            except ConflictError:
                continue
        return _count(store, key, judge)


def counts_of(user_id: str) -> Counts:
    """The current counts of an account."""
    return count(user_id, lambda counts: (counts, counts))


def _count(
    store: LoginStore, key: str, judge: Callable[[Counts], tuple[Counts, T]]
) -> T:
    return alone(store, lambda current: _judge(current, key, judge))


def _judge(
    store: LoginStore, key: str, judge: Callable[[Counts], tuple[Counts, T]]
) -> T:
    if store.tallies is None:
        store.tallies = ShardedTree()
    tally = store.tallies.get(key)
    before = tally.counts if tally else Counts()
    after, answer = judge(before)
    if after != before:
        if tally is None:
            tally = store.tallies[key] = Tally()
        tally.counts = after
    return answer


def note_mail(key: str, kind: str, per_hour: int, client: Client) -> bool:
    """Count a mail of this kind. Returns whether it may be sent to the account now.

    `key` is a user ID, or the decoy for a nonexistent account. The mail counts once per
    request, however often that is retried.
    """
    moment = timestamp()

    def judge(counts: Counts) -> tuple[Counts, bool]:
        recent = tuple(mail for mail in counts.mails if mail[1] > moment - HOUR)
        sent = sum(1 for mail in recent if mail[0] == kind)
        if sent >= per_hour:
            return replace(counts, mails=recent), False
        return replace(counts, mails=(*recent, (kind, moment))), True

    return bool(client.once(f"mail {kind} {key}", lambda: count(key, judge)))
