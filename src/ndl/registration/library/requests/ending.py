"""Cleanup of requests when their patron is removed."""

from ndl.registration.events import PatronRemoved
from ndl.registration.library.handover.passing import forget
from ndl.registration.library.requests.store import get_requests
from ndl.registration.store_interfaces.library import IRequestStore
from zope.component import adapter
from zope.component import queryUtility


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
