"""Voice calls: requested in a transaction, made by threads after its commit.

The code is only in the memory of this process. If the process is killed before the
call, no call is made and the patron must request another.
"""

from dataclasses import dataclass
from ndl.registration.background import here
from ndl.registration.background import SiteRef
from ndl.registration.clock import now
from ndl.registration.events import audit
from ndl.registration.events import AuditTag
from ndl.registration.patrons.directory import get_directory
from ndl.registration.settings import settings
from ndl.registration.voice.caps import cost_class
from ndl.registration.voice.caps import mask_phone
from ndl.registration.voice.interfaces import CallState
from ndl.registration.voice.interfaces import CallStatus
from ndl.registration.voice.interfaces import Failure
from ndl.registration.voice.interfaces import IVoiceProvider
from ndl.registration.voice.interfaces import Placed
from ndl.registration.voice.interfaces import VoiceJob
from ndl.registration.voice.store import BEGUN
from ndl.registration.voice.store import Call
from ndl.registration.voice.store import get_calls
from ndl.registration.voice.store import OVER
from threading import BoundedSemaphore
from threading import Lock
from threading import Thread
from typing import Any
from zope.component import getUtility

import logging
import time
import transaction


logger = logging.getLogger(__name__)

# Seconds between two status requests, and before a call is tried again.
INTERVAL = 1
_lock = Lock()
_lines: dict[int, BoundedSemaphore] = {}


@dataclass(frozen=True)
class CallOrder(SiteRef):
    """A job and its site; trial calls are not tied to a patron's number."""

    user_id: str
    job: VoiceJob
    is_trial: bool = False


def call_after_commit(user_id: str, job: VoiceJob, is_trial: bool = False) -> None:
    """Have the call made once, after this transaction is committed."""
    place = here()
    order = CallOrder(place.database, place.path, user_id, job, is_trial)
    transaction.get().addAfterCommitHook(_hand_over, (order,))


def _hand_over(is_committed: bool, order: CallOrder) -> None:
    if is_committed:
        start(order)


def start(order: CallOrder) -> None:
    """Make a call in a daemon thread."""
    Thread(target=_run, args=(order,), name="voice call", daemon=True).start()


def _run(order: CallOrder) -> None:
    try:
        with order.site():
            lines = _lines_of(settings().voice_lines)
        # A call that waits longer than BEGUN counts as interrupted.
        if not lines.acquire(timeout=BEGUN / 2):
            _end(order, CallStatus(CallState.FAILED, Failure.LINES_BUSY))
            return
        try:
            make_call(order)
        finally:
            lines.release()
    except Exception as error:  # noqa: BLE001 - the thread ends here
        # The text of the exception may hold a telephone number or the code.
        logger.error("A voice call failed: %s", type(error).__name__)  # noqa: TRY400


def make_call(order: CallOrder) -> None:
    """Make the call and follow it, unless another process has claimed it."""
    if not claim(order):
        return
    placed = _place(order)
    if placed.is_retriable:
        time.sleep(INTERVAL)
        placed = _place(order)
    if not placed.is_queued:
        _end(order, CallStatus(CallState.FAILED, placed.reason))
        return
    _end(order, _follow(order, placed.handle))


def claim(order: CallOrder) -> bool:
    """Claim the call for this process; false if it was claimed already or is void."""
    user_id, call_id = order.user_id, order.job.call_id

    def take() -> bool:
        call = get_calls().find(user_id, call_id)
        if call is None or not _is_free(call, order):
            return False
        get_calls().change(user_id, call_id, is_taken=True)
        return True

    return bool(order.write(take))


def _is_free(call: Call, order: CallOrder) -> bool:
    """Whether the call is unclaimed and the number is still the patron's."""
    patron = get_directory().get(order.user_id)
    has_number = patron is not None and patron.phone == order.job.number
    is_open = not call.is_taken and not call.now.state.is_final
    return is_open and (has_number or order.is_trial)


def _place(order: CallOrder) -> Placed:
    if order.job.expires <= now():
        return Placed(reason=Failure.EXPIRED)
    try:
        with order.site():
            return _provider().place(order.job)
    except Exception as error:  # noqa: BLE001 - a provider may raise anything
        # There may have been a call, so it is not tried again.
        logger.error("A provider failed: %s", type(error).__name__)  # noqa: TRY400
        return Placed(reason=Failure.UNSURE)


def _follow(order: CallOrder, handle: str) -> CallStatus:
    end, known = time.monotonic() + OVER - BEGUN, CallStatus(CallState.QUEUED)
    while time.monotonic() < end:
        status = _ask(order, handle)
        if status is not None and status.state.is_final:
            return status
        if status is not None and status != known:
            known = status
            _note(order, status)
        time.sleep(INTERVAL)
    return CallStatus(CallState.FAILED, Failure.UNSURE)


def _ask(order: CallOrder, handle: str) -> CallStatus | None:
    try:
        with order.site():
            return _provider().status(handle)
    except Exception as error:  # noqa: BLE001 - a provider may raise anything
        # The status is requested again.
        logger.warning("A call's status is not known: %s", type(error).__name__)
        return None


def _end(order: CallOrder, status: CallStatus) -> None:
    _note(order, status)
    # In a transaction, because the audit log is written after a commit.
    order.write(lambda: _tell(order, status))


def _tell(order: CallOrder, status: CallStatus) -> None:
    paid_by = cost_class(order.job.number)
    audit(
        AuditTag.LOGIN_CALL_ENDED,
        order.user_id,
        number=mask_phone(order.job.number),
        outcome=status.state.value,
        why=status.reason.value if status.reason else "",
        seconds=status.seconds,
        cost_class=paid_by.value if paid_by else "",
    )


def _note(order: CallOrder, status: CallStatus) -> None:
    call_id = order.job.call_id
    order.write(lambda: get_calls().change(order.user_id, call_id, status=status))


def _provider() -> Any:
    return getUtility(IVoiceProvider, settings().voice_provider)


def _lines_of(number: int) -> BoundedSemaphore:
    with _lock:
        return _lines.setdefault(number, BoundedSemaphore(number))
