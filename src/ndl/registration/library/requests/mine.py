"""The requests of a patron: find, change and cancel them (R2)."""

from collections.abc import Mapping
from ndl.registration.library.handover.passing import hand_over_anew
from ndl.registration.library.handover.passing import withdraw
from ndl.registration.library.requests.errors import StaleRequest
from ndl.registration.library.requests.errors import TooLate
from ndl.registration.library.requests.errors import UnknownRequest
from ndl.registration.library.requests.fields import clean_values
from ndl.registration.library.requests.moving import advance
from ndl.registration.library.requests.moving import hold_current
from ndl.registration.library.requests.moving import note_event
from ndl.registration.library.requests.moving import tell_step
from ndl.registration.library.requests.request import can_change
from ndl.registration.library.requests.request import fold_id
from ndl.registration.library.requests.request import PatronRequest
from ndl.registration.library.requests.request import RequestStep
from ndl.registration.library.requests.request import State
from ndl.registration.library.requests.requestable import requestable
from ndl.registration.library.requests.store import Filed
from ndl.registration.library.requests.store import get_requests
from ndl.registration.patrons.patron import Patron
from typing import Any


_LATEST = 3


def filed_requests(patron: Patron, state: State | None = None) -> list[Filed]:
    """Index entries of the patron's requests, newest first; loads none of them."""
    index = get_requests().of_patron(patron.user_id)
    if index is None:
        return []
    found = reversed(list(index.filed.values()))
    return [filed for filed in found if state is None or filed.state is state]


def load_requests(filed: list[Filed]) -> list[PatronRequest]:
    """The requests of these index entries."""
    return [one.request for one in filed]


def latest_requests(patron: Patron) -> list[PatronRequest]:
    """The patron's newest requests, as My Account shows them."""
    return load_requests(filed_requests(patron)[:_LATEST])


def count_open(patron: Patron) -> int:
    """Number of the patron's open requests."""
    index = get_requests().of_patron(patron.user_id)
    return 0 if index is None else index.open


def find_own(patron: Patron, request_id: str) -> PatronRequest:
    """The patron's request of that number. Raises UnknownRequest."""
    request = get_requests().get(fold_id(request_id))
    if request is None or request.user_id != patron.user_id:
        raise UnknownRequest
    return request


def cancel_request(patron: Patron, request_id: str) -> PatronRequest:
    """Cancel a request on which work has not begun. Raises UnknownRequest, TooLate."""
    request = find_own(patron, request_id)
    advance(request, RequestStep.CANCEL)
    withdraw(request)
    tell_step(patron, request)
    return request


def change_request(
    patron: Patron, request_id: str, values: Mapping[str, Any], mark: str
) -> PatronRequest:
    """Change the values of a request before it is accepted.

    Raises UnknownRequest, TooLate, StaleRequest, and what requestable and
    clean_values raise.
    """
    hold_current(patron)
    request = find_own(patron, request_id)
    if not can_change(request.state):
        raise TooLate
    if mark != request.mark:
        raise StaleRequest
    asked = requestable(patron, request.service).asked
    # Values of fields that were removed since stay unchanged.
    gone = {n: v for n, v in request.values.items() if n not in asked.fields}
    clean = gone | clean_values(asked, values)
    if clean != request.values:
        request.values = clean
        note_event(request, RequestStep.CHANGE)
        hand_over_anew(request)
    return request
