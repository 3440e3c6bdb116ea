"""The thread that hands over due tasks of a site, one in each process.

Any process may take a task: it reserves the task in one transaction, calls the
system, and stores the answer in another. If the process is killed in between, the
task is due again after a while, and the backend learns that it may have arrived.
"""

from collections.abc import Callable
from dataclasses import dataclass
from ndl.registration.background import here
from ndl.registration.background import SiteRef
from ndl.registration.background import SiteThreads
from ndl.registration.background import start_in_sites
from ndl.registration.clock import HOUR
from ndl.registration.clock import MINUTE
from ndl.registration.clock import timestamp
from ndl.registration.errors import DomainError
from ndl.registration.events import audit
from ndl.registration.events import AuditTag
from ndl.registration.library.handover.backends import current_backend
from ndl.registration.library.handover.interfaces import Handed
from ndl.registration.library.handover.interfaces import Known
from ndl.registration.library.handover.interfaces import Outcome
from ndl.registration.library.handover.interfaces import PATIENCE
from ndl.registration.library.handover.news import apply_news
from ndl.registration.library.handover.outbox import get_outbox
from ndl.registration.library.handover.outbox import Task
from ndl.registration.library.handover.outbox import TaskKind
from ndl.registration.library.handover.outbox import Waiting
from ndl.registration.library.requests.store import get_requests
from ndl.registration.patrons.directory import get_directory
from typing import Any
from zope.component import adapter
from zope.processlifetime import IProcessStarting

import logging


logger = logging.getLogger(__name__)

# Seconds between two runs, until a taken task is due again, and between tries.
INTERVAL = 20
HOLD = 2 * PATIENCE
FIRST_WAIT = MINUTE
LONGEST_WAIT = HOUR
_BATCH = 50
_DONE = Handed(Outcome.TAKEN)


@dataclass(frozen=True)
class Taken:
    """A task that this process has taken."""

    request_id: str
    user_id: str
    task: Task
    turn: int
    again: bool


def hand_over_due(place: SiteRef) -> int:
    """Hand over a batch of due tasks; returns how many were taken."""
    with place.site():
        backend = current_backend()
        if backend is None or not backend.is_remote or backend.problems():
            return 0
        found = get_outbox().due(timestamp())
        ids = [one for one, _number in zip(found, range(_BATCH), strict=False)]
    return sum(hand_over_one(place, request_id) for request_id in ids)


threads = SiteThreads("requests handed over", hand_over_due, INTERVAL)


def start_here() -> None:
    """Start the thread of the current site, if it has a system to hand over to."""
    backend = current_backend()
    if backend is not None and backend.is_remote:
        threads.wake(here())


def hand_over_one(place: SiteRef, request_id: str) -> bool:
    """Hand over the next task of a request, unless another process does."""
    taken = place.write(lambda: _take(request_id))
    if taken is None:
        return False
    handed = _ask(place, taken)
    place.write(lambda: _settle(taken, handed))
    if handed.news is not None:
        news = handed.news
        _try(place, lambda: apply_news(taken.task.number, news))
    return True


def _take(request_id: str) -> Taken | None:
    waiting = get_outbox().get(request_id)
    if waiting is None or waiting.is_refused or waiting.due > timestamp():
        return None
    again, waiting.is_taken = waiting.is_taken, True
    turn = get_outbox().take(waiting, HOLD)
    return Taken(request_id, waiting.user_id, waiting.tasks[0], turn, again)


def _ask(place: SiteRef, taken: Taken) -> Handed:
    try:
        with place.site():
            return _call(taken)
    except Exception as error:  # noqa: BLE001 - a backend may raise anything
        # It may have arrived. The error's text is not logged: it may quote the request.
        logger.error("A backend failed: %s", type(error).__name__)  # noqa: TRY400
        return Handed(Outcome.UNSURE, type(error).__name__)


def _call(taken: Taken) -> Handed:
    backend, task = current_backend(), taken.task
    request = get_requests().get(taken.request_id)
    is_current = request is not None and request.sent_as == task.number
    learnt = request.remote_id if request is not None and is_current else ""
    known = Known(task.number, task.remote_id or learnt)
    if task.kind is TaskKind.CANCEL:
        return backend.cancel(known, taken.again)
    patron = get_directory().get(taken.user_id)
    # A request that was erased or changed meanwhile is not handed over.
    if request is None or patron is None or not is_current:
        return _DONE
    if task.kind is TaskKind.ASK:
        return backend.ask(known)
    return backend.submit(task.number, request, patron, taken.again)


def _settle(taken: Taken, handed: Handed) -> None:
    outbox = get_outbox()
    waiting = outbox.get(taken.request_id)
    if waiting is None or waiting.turn != taken.turn:
        return
    _tell(taken, handed)
    if handed.outcome is Outcome.TAKEN:
        _note_number(taken, handed)
        _go_on(waiting)
        return
    waiting.trouble = handed.trouble
    waiting.is_taken = handed.outcome is Outcome.UNSURE
    if handed.outcome is Outcome.REFUSED:
        outbox.file(waiting, None)
        return
    waiting.tries += 1
    wait = min(FIRST_WAIT * 2 ** min(waiting.tries - 1, 16), LONGEST_WAIT)
    outbox.file(waiting, timestamp() + wait)


def _go_on(waiting: Waiting) -> None:
    """Drop the first task, which is done; the next one is due now, if any."""
    waiting.tasks, waiting.tries = waiting.tasks[1:], 0
    waiting.is_taken, waiting.trouble = False, ""
    if waiting.tasks:
        get_outbox().file(waiting, timestamp())
    else:
        get_outbox().drop(waiting)


def _note_number(taken: Taken, handed: Handed) -> None:
    request = get_requests().get(taken.request_id)
    is_current = request is not None and request.sent_as == taken.task.number
    if request is not None and is_current and handed.remote_id:
        request.remote_id = handed.remote_id


def _tell(taken: Taken, handed: Handed) -> None:
    audit(
        AuditTag.REQUEST_HANDED_OVER,
        taken.user_id,
        request=taken.task.number,
        task=taken.task.kind.value,
        outcome=handed.outcome.value,
        trouble=handed.trouble,
    )


def _try(place: SiteRef, change: Callable[[], Any]) -> None:
    """Store an answer; if a rule forbids it, log a warning."""
    try:
        place.write(change)
    except DomainError as error:
        logger.warning("What a backend told was not kept: %s", error.code.value)


@adapter(IProcessStarting)
def start_dispatchers(event: IProcessStarting) -> None:
    """Start the thread of each site."""
    start_in_sites(start_here, "The hand-over of requests")
