"""A request, one class for all services, and its states."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from ndl.registration.clock import now
from ndl.registration.library.search.record import Record
from persistent import Persistent
from typing import Any

import secrets


# No letters that look like 0 or 1, and no vowels, which make words.
_LETTERS = "23456789BCDFGHJKMNPQRSTVWXYZ"
_GROUP = 4


class State(StrEnum):
    """States of a request."""

    REQUESTED = "requested"
    ACCEPTED = "accepted"
    IN_PROGRESS = "in-progress"
    READY = "ready"
    SHIPPED = "shipped"
    DONE = "done"
    CANCELLED = "cancelled"
    REFUSED = "refused"


class RequestStep(StrEnum):
    """Steps of the workflow of requests."""

    PLACE = "place"
    CHANGE = "change"
    ACCEPT = "accept"
    START = "start"
    MAKE_READY = "make-ready"
    SHIP = "ship"
    FINISH = "finish"
    REFUSE = "refuse"
    CANCEL = "cancel"
    WRITE = "write"
    CALL = "call"
    REPORT = "report"


STAFF_STEPS = (
    RequestStep.ACCEPT,
    RequestStep.START,
    RequestStep.MAKE_READY,
    RequestStep.SHIP,
    RequestStep.FINISH,
    RequestStep.REFUSE,
)
MOVES: Mapping[State, Mapping[RequestStep, State]] = {
    State.REQUESTED: {
        RequestStep.ACCEPT: State.ACCEPTED,
        RequestStep.REFUSE: State.REFUSED,
        RequestStep.CANCEL: State.CANCELLED,
    },
    State.ACCEPTED: {
        RequestStep.START: State.IN_PROGRESS,
        RequestStep.MAKE_READY: State.READY,
        RequestStep.SHIP: State.SHIPPED,
        RequestStep.REFUSE: State.REFUSED,
        RequestStep.CANCEL: State.CANCELLED,
    },
    State.IN_PROGRESS: {
        RequestStep.MAKE_READY: State.READY,
        RequestStep.SHIP: State.SHIPPED,
        RequestStep.FINISH: State.DONE,
        RequestStep.REFUSE: State.REFUSED,
    },
    State.READY: {RequestStep.SHIP: State.SHIPPED, RequestStep.FINISH: State.DONE},
    State.SHIPPED: {RequestStep.FINISH: State.DONE},
    State.DONE: {},
    State.CANCELLED: {},
    State.REFUSED: {},
}
CLOSED = tuple(state for state, moves in MOVES.items() if not moves)
OPEN = tuple(state for state, moves in MOVES.items() if moves)


def is_open(state: State) -> bool:
    """Whether any step leads out of the state."""
    return state in OPEN


def can_cancel(state: State) -> bool:
    """Whether the patron may still cancel: until work has begun."""
    return RequestStep.CANCEL in MOVES[state]


def can_change(state: State) -> bool:
    """Whether the patron may still change the request: until it is accepted."""
    return state is State.REQUESTED


def staff_steps(state: State) -> list[RequestStep]:
    """Steps of staff from a state, in the usual order."""
    return [step for step in STAFF_STEPS if step in MOVES[state]]


@dataclass(frozen=True)
class Event:
    """One step of the history.

    `by` is the user ID of staff, empty for the patron and the library's system.
    `reason` is the name of a reason to refuse, `text` the message to the patron. For
    telephone calls and reports of the library's system, `text` is a note that only
    staff see.
    """

    step: RequestStep
    state: State
    moment: datetime
    by: str = ""
    reason: str = ""
    text: str = ""

    @property
    def is_internal(self) -> bool:
        """Whether only staff see this event."""
        return self.step in (RequestStep.CALL, RequestStep.REPORT)


class PatronRequest(Persistent):
    """A request of a patron for a service.

    `values` are by field of the service's schema; they and `history` are replaced,
    never changed in place. `since` is the time of the last change of state. `sent_as`
    is the number sent to the library's own system, `remote_id` that system's own ID.
    """

    sent_as: str = ""
    remote_id: str = ""

    def __init__(
        self,
        *,
        request_id: str,
        user_id: str,
        service: str,
        values: Mapping[str, Any],
        record: Record | None = None,
        request_only: bool = False,
    ) -> None:
        self.request_id = request_id
        self.user_id = user_id
        self.service = service
        self.values = dict(values)
        self.record = record
        self.request_only = request_only
        self.state = State.REQUESTED
        self.placed: datetime = now()
        self.since: datetime = self.placed
        self.history: tuple[Event, ...] = (
            Event(RequestStep.PLACE, State.REQUESTED, self.placed),
        )

    @property
    def mark(self) -> str:
        """Token of the version that a page showed."""
        return str(len(self.history))

    @property
    def title(self) -> str:
        """Title of the material as the patron wrote it; may be empty."""
        written = self.values.get("title") or self.values.get("question")
        if written:
            return str(written)
        return self.record.title if self.record is not None else ""

    @property
    def refusal(self) -> Event | None:
        """The event of the refusal; None if the request was not refused."""
        refused = (e for e in self.history if e.step is RequestStep.REFUSE)
        return next(refused, None)


def new_id() -> str:
    """A number that can be read out on the telephone, such as K7M2-9QXD-B."""
    drawn = "".join(secrets.choice(_LETTERS) for _ in range(2 * _GROUP + 1))
    return "-".join((drawn[:_GROUP], drawn[_GROUP : 2 * _GROUP], drawn[2 * _GROUP :]))


def fold_id(typed: str) -> str:
    """The stored form of a typed number, without regard to case and hyphens."""
    bare = "".join(c for c in typed.upper() if c in _LETTERS)[: 2 * _GROUP + 1]
    parts = (bare[:_GROUP], bare[_GROUP : 2 * _GROUP], bare[2 * _GROUP :])
    return "-".join(filter(None, parts))
