"""Use cases of staff who handle requests."""

from ndl.registration.current_user import current_user_id
from ndl.registration.events import audit
from ndl.registration.events import AuditTag
from ndl.registration.folding import fold_lines
from ndl.registration.library import entitlements
from ndl.registration.library.handover.passing import withdraw
from ndl.registration.library.requests.errors import NotEntitledAnyMore
from ndl.registration.library.requests.errors import OwnRequest
from ndl.registration.library.requests.errors import RefusalMissing
from ndl.registration.library.requests.errors import StaleRequest
from ndl.registration.library.requests.errors import TextMissing
from ndl.registration.library.requests.errors import TooLate
from ndl.registration.library.requests.errors import UnknownRequest
from ndl.registration.library.requests.moving import advance
from ndl.registration.library.requests.moving import hold_current
from ndl.registration.library.requests.moving import note_event
from ndl.registration.library.requests.moving import tell_message
from ndl.registration.library.requests.moving import tell_step
from ndl.registration.library.requests.refusals import REFUSAL_TABLE
from ndl.registration.library.requests.refusals import RefusalReason
from ndl.registration.library.requests.request import Event
from ndl.registration.library.requests.request import fold_id
from ndl.registration.library.requests.request import PatronRequest
from ndl.registration.library.requests.request import RequestStep
from ndl.registration.library.requests.request import STAFF_STEPS
from ndl.registration.library.requests.request import staff_steps
from ndl.registration.library.requests.store import get_requests
from ndl.registration.library.requests.store import patron_of
from ndl.registration.patrons.patron import Patron
from ndl.registration.review.own_patrons import is_about_me


TEXT_LENGTH = 2000


def find_request(request_id: str) -> PatronRequest:
    """The request of a number, which is folded first. Raises UnknownRequest."""
    request = get_requests().get(fold_id(request_id))
    if request is None:
        raise UnknownRequest
    patron_of(request)
    return request


def step_named(name: str) -> RequestStep:
    """The step of this name, if staff can take it. Raises TooLate."""
    if name not in STAFF_STEPS:
        raise TooLate
    return RequestStep(name)


def look_at(request: PatronRequest) -> Patron:
    """The patron of a request that is about to be shown; audits the view."""
    audit(AuditTag.REQUEST_VIEWED, request.user_id, request=request.request_id)
    return patron_of(request)


def take_step(
    request: PatronRequest,
    step: RequestStep,
    mark: str,
    reason: str = "",
    text: str = "",
) -> Event:
    """Take a step of a request, and inform the patron.

    Accepting checks again that the service is open to the patron. Raises TooLate,
    StaleRequest, OwnRequest, NotEntitledAnyMore, RefusalMissing, TextMissing,
    MailNotConfigured.
    """
    patron = _begin(request, mark)
    if step not in staff_steps(request.state):
        raise TooLate
    if step is RequestStep.ACCEPT:
        _demand_entitlement(request)
    if step is RequestStep.REFUSE:
        _demand_reason(reason, text)
    written = _text(text) if text.strip() else ""
    reason = reason if step is RequestStep.REFUSE else ""
    event = advance(request, step, current_user_id(), reason, written)
    if step is RequestStep.REFUSE:
        withdraw(request)
    tell_step(patron, request)
    return event


def write_to_patron(request: PatronRequest, text: str, mark: str) -> Event:
    """Send the patron a message. Raises StaleRequest, OwnRequest, TextMissing."""
    patron = _begin(request, mark)
    event = _note(request, RequestStep.WRITE, text)
    tell_message(patron, request)
    return event


def note_call(request: PatronRequest, text: str, mark: str) -> Event:
    """Record a note on a telephone call with the patron, for the staff (R172).

    Raises StaleRequest, OwnRequest, TextMissing.
    """
    _begin(request, mark)
    return _note(request, RequestStep.CALL, text)


def is_own_request(request: PatronRequest) -> bool:
    """Whether the current user is the patron of the request."""
    return is_about_me(patron_of(request))


def possible_steps(request: PatronRequest) -> list[RequestStep]:
    """The steps that the current user can take now, in the usual order."""
    return [] if is_own_request(request) else staff_steps(request.state)


def possible_refusals(request: PatronRequest) -> list[RefusalReason]:
    """The reasons for which the current user can refuse the request now."""
    if RequestStep.REFUSE not in possible_steps(request):
        return []
    return REFUSAL_TABLE.offered()


def standing_of(request: PatronRequest) -> entitlements.Entitlement:
    """The patron's entitlement to the service now; a removed service is closed."""
    return entitlements.standing_of(patron_of(request), request.service)


def _begin(request: PatronRequest, mark: str) -> Patron:
    patron = patron_of(request)
    hold_current(patron)
    if is_about_me(patron):
        raise OwnRequest
    if mark != request.mark:
        raise StaleRequest
    return patron


def _demand_entitlement(request: PatronRequest) -> None:
    found = standing_of(request)
    if not found.is_open:
        raise NotEntitledAnyMore(found.missing)


def _demand_reason(reason: str, text: str) -> None:
    row = REFUSAL_TABLE.rows().get(reason)
    if row is None or not row.offered:
        raise RefusalMissing
    if row.needs_text and not text.strip():
        raise TextMissing(TEXT_LENGTH)


def _note(request: PatronRequest, step: RequestStep, text: str) -> Event:
    return note_event(request, step, current_user_id(), _text(text))


def _text(text: str) -> str:
    clean = fold_lines(text)
    if not clean or len(clean) > TEXT_LENGTH:
        raise TextMissing(TEXT_LENGTH)
    return clean
