"""Archiving old requests, and erasing those of removed patrons."""

from collections.abc import Iterator
from datetime import datetime
from datetime import timedelta
from itertools import islice
from ndl.registration.clock import now
from ndl.registration.events import audit
from ndl.registration.events import AuditTag
from ndl.registration.events import PatronRemoved
from ndl.registration.library.handover.passing import forget
from ndl.registration.library.requests.request import CLOSED
from ndl.registration.library.requests.request import PatronRequest
from ndl.registration.library.requests.store import get_requests
from ndl.registration.library.requests.store import Kept
from ndl.registration.settings import settings
from ndl.registration.store_interfaces.library import IRequestStore
from zope.component import adapter
from zope.component import queryUtility


def archive_before() -> datetime | None:
    """The time before which closed requests are old; None if all are kept."""
    days = settings().request_days
    return now() - timedelta(days=days) if days else None


def old_ids(moment: datetime) -> Iterator[str]:
    """IDs of requests closed before a time, from the index; loads no request."""
    for state in CLOSED:
        yield from get_requests().lanes.ids(state, last=moment)


def archive_batch(limit: int) -> int:
    """Archive the next old requests; returns their number, 0 at the end."""
    moment = archive_before()
    if moment is None:
        return 0
    store = get_requests()
    ids = list(islice(old_ids(moment), limit))
    for request_id in ids:
        request = store.get(request_id)
        if request is not None:
            _put_away(request)
    return len(ids)


def _put_away(request: PatronRequest) -> None:
    get_requests().archive(request)
    audit(AuditTag.REQUEST_ARCHIVED, request.user_id, request=request.request_id)


def kept_of(user_id: str) -> list[Kept]:
    """Archived requests of a patron, newest first."""
    index = get_requests().of_patron(user_id)
    return list(reversed(index.kept)) if index is not None else []


@adapter(PatronRemoved)
def forget_requests(event: PatronRemoved) -> None:
    """Erase all requests of a removed patron."""
    if queryUtility(IRequestStore) is None:
        return
    store = get_requests()
    index = store.of_patron(event.user_id)
    for filed in list(index.filed.values()) if index is not None else ():
        forget(filed.request)
        store.remove(filed.request)
    store.forget(event.user_id)
