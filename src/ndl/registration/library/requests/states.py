"""The states of a request and the steps between them (R2)."""

from collections.abc import Mapping
from enum import StrEnum


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


class Step(StrEnum):
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
    Step.ACCEPT,
    Step.START,
    Step.MAKE_READY,
    Step.SHIP,
    Step.FINISH,
    Step.REFUSE,
)
MOVES: Mapping[State, Mapping[Step, State]] = {
    State.REQUESTED: {
        Step.ACCEPT: State.ACCEPTED,
        Step.REFUSE: State.REFUSED,
        Step.CANCEL: State.CANCELLED,
    },
    State.ACCEPTED: {
        Step.START: State.IN_PROGRESS,
        Step.MAKE_READY: State.READY,
        Step.SHIP: State.SHIPPED,
        Step.REFUSE: State.REFUSED,
        Step.CANCEL: State.CANCELLED,
    },
    State.IN_PROGRESS: {
        Step.MAKE_READY: State.READY,
        Step.SHIP: State.SHIPPED,
        Step.FINISH: State.DONE,
        Step.REFUSE: State.REFUSED,
    },
    State.READY: {Step.SHIP: State.SHIPPED, Step.FINISH: State.DONE},
    State.SHIPPED: {Step.FINISH: State.DONE},
    State.DONE: {},
    State.CANCELLED: {},
    State.REFUSED: {},
}
CLOSED = tuple(state for state, moves in MOVES.items() if not moves)
OPEN = tuple(state for state, moves in MOVES.items() if moves)


def is_open(state: State) -> bool:
    """Whether anything is still to come."""
    return state in OPEN


def can_cancel(state: State) -> bool:
    """Whether the patron may still cancel: until somebody works on it."""
    return Step.CANCEL in MOVES[state]


def can_change(state: State) -> bool:
    """Whether the patron may still change what was asked for: until it is accepted."""
    return state is State.REQUESTED


def staff_steps(state: State) -> list[Step]:
    """Steps of staff from a state, in the usual order."""
    return [step for step in STAFF_STEPS if step in MOVES[state]]
