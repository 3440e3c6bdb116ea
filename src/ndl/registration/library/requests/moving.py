"""A request takes a step: the one place where its state changes."""

from ndl.registration.config import now
from ndl.registration.events import audit
from ndl.registration.events import AuditTag
from ndl.registration.library.requests.errors import TooLate
from ndl.registration.library.requests.request import Event
from ndl.registration.library.requests.request import PatronRequest
from ndl.registration.library.requests.states import MOVES
from ndl.registration.library.requests.states import Step
from ndl.registration.library.requests.store import get_requests
from ndl.registration.patrons.patron import Patron


def advance(
    request: PatronRequest, step: Step, by: str = "", reason: str = "", text: str = ""
) -> Event:
    """Bring a request to the state to which the step leads. Raises TooLate."""
    state = MOVES[request.state].get(step)
    if state is None:
        raise TooLate
    event = Event(step, state, now(), by, reason, text)
    get_requests().move(request, state, event.moment)
    return note_event(request, event)


def note_event(request: PatronRequest, event: Event) -> Event:
    """Write an event into the history."""
    request.history = (*request.history, event)
    audit(
        AuditTag.REQUEST_MOVED,
        request.user_id,
        request=request.request_id,
        step=event.step.value,
        state=event.state.value,
    )
    return event


def hold_current(patron: Patron) -> None:
    """Cause a conflict if the patron is changed before this is committed."""
    if patron._p_jar is not None:
        patron._p_jar.readCurrent(patron)
