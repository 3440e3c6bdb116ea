"""Application of reports from the library's own system, as steps of the workflow."""

from ndl.registration.events import audit
from ndl.registration.events import AuditTag
from ndl.registration.folding import fold_text
from ndl.registration.library.entitlements import is_entitled
from ndl.registration.library.handover.interfaces import News
from ndl.registration.library.requests.errors import UnknownRequest
from ndl.registration.library.requests.moving import advance
from ndl.registration.library.requests.moving import hold_current
from ndl.registration.library.requests.moving import note_event
from ndl.registration.library.requests.moving import tell_step
from ndl.registration.library.requests.request import MOVES
from ndl.registration.library.requests.request import PatronRequest
from ndl.registration.library.requests.request import RequestStep
from ndl.registration.library.requests.request import STAFF_STEPS
from ndl.registration.library.requests.request import State
from ndl.registration.library.requests.store import get_requests
from ndl.registration.patrons.directory import get_directory
from ndl.registration.patrons.patron import Patron


_LONGEST = 2000
_STEPS = (*STAFF_STEPS, RequestStep.CANCEL)


def apply_news(number: str, news: News) -> PatronRequest:
    """Apply the reported state to a request, and notify the patron.

    States that cannot be reached from the present one are ignored. Without entitlement
    a request is not accepted, but left to the staff. Raises UnknownRequest,
    MailNotConfigured.
    """
    request = get_requests().get(number.partition(".")[0])
    patron = get_directory().get(request.user_id) if request is not None else None
    if request is None or patron is None or request.sent_as != number:
        raise UnknownRequest
    hold_current(patron)
    if news.note:
        note_event(request, RequestStep.REPORT, text=_short(news.note))
    for state in news.states:
        if not _bring(patron, request, state, news, state is news.states[-1]):
            break
    return request


def _bring(
    patron: Patron, request: PatronRequest, state: State, news: News, is_last: bool
) -> bool:
    way = way_to(request.state, state)
    if not way:
        return True
    if RequestStep.ACCEPT in way and not is_entitled(patron, request.service):
        _hold(request, state)
        return False
    for step in way:
        ends = is_last and step is way[-1]
        reason = news.reason if step is RequestStep.REFUSE else ""
        advance(request, step, "", reason, _short(news.text) if ends else "")
    tell_step(patron, request)
    return True


def way_to(here: State, there: State) -> tuple[RequestStep, ...]:
    """The steps from one state to another; empty if there is no path."""
    ways: dict[State, tuple[RequestStep, ...]] = {here: ()}
    waiting = [here]
    while waiting and there not in ways:
        state = waiting.pop(0)
        for step in (one for one in _STEPS if one in MOVES[state]):
            if MOVES[state][step] not in ways:
                ways[MOVES[state][step]] = (*ways[state], step)
                waiting.append(MOVES[state][step])
    return ways.get(there, ())


def _hold(request: PatronRequest, state: State) -> None:
    audit(
        AuditTag.REQUEST_REPORT_HELD,
        request.user_id,
        request=request.request_id,
        state=state.value,
    )


def _short(text: str) -> str:
    lines = (fold_text(line) for line in text.splitlines())
    return "\n".join(filter(None, lines))[:_LONGEST]
