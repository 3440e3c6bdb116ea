"""Actions of staff on hand-overs: try again, ask for states."""

from collections.abc import Iterator
from datetime import datetime
from ndl.registration.config import timestamp
from ndl.registration.library.handover.outbox import get_outbox
from ndl.registration.library.handover.passing import ask_for_state
from ndl.registration.library.requests.states import OPEN
from ndl.registration.library.requests.store import get_requests


def try_again(limit: int) -> int:
    """Retry up to that many refused hand-overs, and return their number."""
    outbox = get_outbox()
    refused = outbox.refused(limit)
    for waiting in refused:
        waiting.tries = 0
        outbox.file(waiting, timestamp())
    return len(refused)


def quiet_since(moment: datetime) -> Iterator[str]:
    """The open requests that have not come further since a moment."""
    for state in OPEN:
        yield from get_requests().lanes.ids(state, last=moment)


def ask_for_states(request_ids: list[str]) -> int:
    """Have the states of requests asked for; of how many."""
    found = (get_requests().get(request_id) for request_id in request_ids)
    return sum(request is not None and ask_for_state(request) for request in found)
