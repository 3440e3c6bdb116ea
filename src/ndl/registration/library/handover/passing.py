"""Hand-overs that follow from steps of a request or are started by staff."""

from collections.abc import Iterator
from datetime import datetime
from ndl.registration.background import here
from ndl.registration.clock import timestamp
from ndl.registration.library.handover.backends import current_backend
from ndl.registration.library.handover.outbox import get_outbox
from ndl.registration.library.handover.outbox import Task
from ndl.registration.library.handover.outbox import TaskKind
from ndl.registration.library.handover.outbox import Waiting
from ndl.registration.library.handover.worker import threads
from ndl.registration.library.requests.request import is_open
from ndl.registration.library.requests.request import OPEN
from ndl.registration.library.requests.request import PatronRequest
from ndl.registration.library.requests.store import get_requests


def hand_over(request: PatronRequest) -> None:
    """Queue a new request for hand-over once this transaction is committed."""
    backend = current_backend()
    # If the configured system is not installed, requests wait for it.
    if backend is None or backend.takes(request):
        request.sent_as = next_number(request)
        _queue(request, Task(TaskKind.SUBMIT, request.sent_as))


def withdraw(request: PatronRequest) -> None:
    """Queue the cancellation in the system, if the request was handed over."""
    if not request.sent_as:
        return
    waiting = get_outbox().get(request.request_id)
    if waiting is not None and _has_stayed_here(waiting):
        get_outbox().drop(waiting)
        return
    _queue(request, Task(TaskKind.CANCEL, request.sent_as, request.remote_id))


def hand_over_anew(request: PatronRequest) -> None:
    """Replace the request in the system after the patron has changed it."""
    if not request.sent_as:
        return
    waiting = get_outbox().get(request.request_id)
    # A request that was not sent yet is sent with its content at that time.
    if waiting is None or not _has_stayed_here(waiting):
        withdraw(request)
        request.remote_id = ""
        hand_over(request)


def ask_for_state(request: PatronRequest) -> bool:
    """Queue a query of the state, unless another task of the request is pending."""
    if not request.sent_as or get_outbox().get(request.request_id) is not None:
        return False
    _file(request, Task(TaskKind.ASK, request.sent_as, request.remote_id))
    return True


def next_number(request: PatronRequest) -> str:
    """The next number of a request in the system: K7M2-9QXD-B, ….2, ….3"""
    if not request.sent_as:
        return request.request_id
    before = request.sent_as.partition(".")[2] or "1"
    return f"{request.request_id}.{int(before) + 1}"


def forget(request: PatronRequest) -> None:
    """Cancel an open request in the system before it is erased here."""
    if is_open(request.state):
        withdraw(request)


def _has_stayed_here(waiting: Waiting) -> bool:
    """Whether the request certainly was not sent to the system."""
    return waiting.tasks[0].kind is TaskKind.SUBMIT and not waiting.is_taken


def _queue(request: PatronRequest, task: Task) -> None:
    _file(request, task)
    threads.wake_after_commit(here())


def _file(request: PatronRequest, task: Task) -> None:
    outbox = get_outbox()
    waiting = outbox.get(request.request_id)
    if waiting is None:
        waiting = Waiting(request.request_id, request.user_id)
        waiting.tasks = (task,)
        outbox.file(waiting, timestamp())
    else:
        waiting.tasks = (*waiting.tasks, task)


def try_again(limit: int) -> int:
    """Retry up to that many refused hand-overs, and return their number."""
    outbox = get_outbox()
    refused = outbox.refused(limit)
    for waiting in refused:
        waiting.tries = 0
        outbox.file(waiting, timestamp())
    return len(refused)


def quiet_since(moment: datetime) -> Iterator[str]:
    """IDs of open requests whose state has not changed since a time."""
    for state in OPEN:
        yield from get_requests().lanes.ids(state, last=moment)


def ask_for_states(request_ids: list[str]) -> int:
    """Queue queries for the states of these requests, and return their number."""
    found = (get_requests().get(request_id) for request_id in request_ids)
    return sum(request is not None and ask_for_state(request) for request in found)
