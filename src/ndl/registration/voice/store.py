"""The stored state of voice calls, without numbers and codes."""

from dataclasses import dataclass
from dataclasses import replace
from ndl.registration import stores
from ndl.registration.clock import DAY
from ndl.registration.clock import timestamp
from ndl.registration.events import PatronRemoved
from ndl.registration.patrons.shards import ShardedTree
from ndl.registration.sealed import digest
from ndl.registration.store_interfaces.patrons import ICallStore
from ndl.registration.voice.interfaces import CallState
from ndl.registration.voice.interfaces import CallStatus
from ndl.registration.voice.interfaces import Failure
from persistent import Persistent
from typing import Any
from zlib import crc32
from zope.component import adapter
from zope.component import getUtility
from zope.interface import implementer


# Seconds within which a call begins, and is over; if not, its process was killed.
BEGUN = 60
OVER = 180
_COST_SHARDS = 16
_QUEUED = CallStatus(CallState.QUEUED)


@dataclass(frozen=True)
class Call:
    """A requested call; `attempt` is the digest of the login attempt.

    `is_taken` is true once a process makes the call, so that no other does.
    """

    call_id: str
    attempt: str
    asked: int
    cost: int
    status: CallStatus = _QUEUED
    is_taken: bool = False

    @property
    def now(self) -> CallStatus:
        """The current status; calls left behind by a killed process are interrupted."""
        age = timestamp() - self.asked
        is_lost = age > OVER or (age > BEGUN and not self.is_taken)
        if is_lost and not self.status.state.is_final:
            return CallStatus(CallState.FAILED, Failure.INTERRUPTED)
        return self.status


class AccountCalls(Persistent):
    """The calls of an account, or those to a number, within a day."""

    def __init__(self) -> None:
        self.calls: tuple[Call, ...] = ()


@implementer(ICallStore)
class CallStore(Persistent):
    """Calls by user ID and by the digest of a number, and the costs of the day.

    The costs are sharded, so that parallel calls do not conflict.
    """

    def __init__(self) -> None:
        self.accounts = ShardedTree()
        self.numbers = ShardedTree()
        self.costs = ShardedTree()

    def calls_of(self, user_id: str) -> tuple[Call, ...]:
        """The calls of an account within a day, oldest first."""
        return _recent(self.accounts.get(user_id))

    def status_of(self, user_id: str, attempt: str) -> CallStatus | None:
        """Status of the last call of an account for an attempt, or None."""
        own = [call for call in self.calls_of(user_id) if call.attempt == attempt]
        return own[-1].now if own else None

    def calls_to(self, number: str) -> tuple[Call, ...]:
        """The calls to a number, given by its digest, within a day."""
        return _recent(self.numbers.get(number))

    def cost_of(self, day: str) -> int:
        """Cost of the calls of a day, in yen."""
        found = (self.costs.get(str(shard), ("", 0)) for shard in range(_COST_SHARDS))
        return sum(cost for known, cost in found if known == day)

    def add(self, user_id: str, number: str, day: str, call: Call) -> None:
        """Store a requested call."""
        for tree, key in ((self.accounts, user_id), (self.numbers, number)):
            record = tree.get(key)
            if record is None:
                record = tree[key] = AccountCalls()
            record.calls = (*_recent(record), call)
        shard = str(crc32(user_id.encode()) % _COST_SHARDS)
        known, cost = self.costs.get(shard, ("", 0))
        self.costs[shard] = (day, call.cost + (cost if known == day else 0))

    def find(self, user_id: str, call_id: str) -> Call | None:
        """The call of this ID, or None."""
        found = (one for one in self.calls_of(user_id) if one.call_id == call_id)
        return next(found, None)

    def change(self, user_id: str, call_id: str, **values: Any) -> None:
        """Change the stored values of a call."""
        record = self.accounts.get(user_id)
        if record is not None:
            record.calls = tuple(
                replace(one, **values) if one.call_id == call_id else one
                for one in record.calls
            )

    def forget(self, user_id: str, number: str) -> None:
        """Delete the calls of an account and those to its number."""
        self.accounts.pop(user_id, None)
        self.numbers.pop(number, None)


def get_calls() -> CallStore:
    """The store of calls of the current site."""
    return getUtility(ICallStore)


@adapter(PatronRemoved)
def forget_calls(event: PatronRemoved) -> None:
    """Delete the records of a removed patron's calls."""
    number = event.patron.phone if event.patron is not None else ""
    get_calls().forget(event.user_id, digest(number))


def _recent(record: AccountCalls | None) -> tuple[Call, ...]:
    begin = timestamp() - DAY
    return tuple(c for c in record.calls if c.asked > begin) if record else ()


stores.register(ICallStore, CallStore)
