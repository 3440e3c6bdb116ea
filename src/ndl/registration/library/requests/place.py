"""Placing of a request by a patron (R1)."""

from collections.abc import Mapping
from dataclasses import replace
from ndl.registration.events import audit
from ndl.registration.events import AuditTag
from ndl.registration.library.handover.passing import hand_over
from ndl.registration.library.requests.errors import TooManyOpen
from ndl.registration.library.requests.fields import clean_values
from ndl.registration.library.requests.moving import hold_current
from ndl.registration.library.requests.moving import tell_step
from ndl.registration.library.requests.request import PatronRequest
from ndl.registration.library.requests.requestable import requestable
from ndl.registration.library.requests.store import get_requests
from ndl.registration.library.search.record import Record
from ndl.registration.patrons.patron import Patron
from ndl.registration.settings import settings
from typing import Any


def place_request(
    patron: Patron,
    service_name: str,
    values: Mapping[str, Any],
    record: Record | None = None,
    key: str = "",
) -> PatronRequest:
    """Store a new request, and inform the patron.

    `key` identifies one sent form, so that sending it twice makes one request. Raises
    UnknownService, NotRequestable, NotEntitled, ValuesFaulty, TooManyOpen,
    MailNotConfigured.
    """
    hold_current(patron)
    found = requestable(patron, service_name)
    clean = clean_values(found.asked, values)
    store = get_requests()
    index = store.ensure(patron.user_id)
    known = store.get(dict(index.keys).get(key, "")) if key else None
    if known is not None:
        return known
    most = settings().open_requests
    if index.open >= most:
        raise TooManyOpen(most)
    request = PatronRequest(
        request_id=store.unused_id(),
        user_id=patron.user_id,
        service=service_name,
        values=clean,
        record=None if record is None else replace(record, holdings=()),
        request_only=found.entitlement.request_only,
    )
    store.add(request)
    if key:
        index.remember(key, request.request_id)
    hand_over(request)
    audit(
        AuditTag.REQUEST_PLACED,
        patron.user_id,
        request=request.request_id,
        service=service_name,
    )
    tell_step(patron, request)
    return request
