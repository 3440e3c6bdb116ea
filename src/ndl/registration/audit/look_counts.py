"""Counts of views by staff for managers, written after the response is ready."""

from ndl.registration import logger
from ndl.registration.clock import today
from ndl.registration.events import AuditEvent
from ndl.registration.events import AuditTag
from ndl.registration.review.looks import get_looks
from ndl.registration.review.looks import LookKind
from ndl.registration.settings import settings
from ZODB.POSException import POSError
from zope.component import adapter
from zope.globalrequest import getRequest
from ZPublisher.HTTPRequest import HTTPRequest

import transaction


_KINDS = {
    AuditTag.APPLICATION_VIEWED: LookKind.APPLICATION,
    AuditTag.DOCUMENT_VIEWED: LookKind.PICTURE,
    AuditTag.APPLICATIONS_LISTED: LookKind.LIST,
    AuditTag.EXPORT_MADE: LookKind.EXPORT,
    AuditTag.APPLICATION_ASKED: LookKind.STEP,
    AuditTag.APPLICATION_LOOKED_AGAIN: LookKind.STEP,
    AuditTag.APPLICATION_DECIDED: LookKind.STEP,
    AuditTag.APPLICATION_VERIFIED: LookKind.STEP,
    AuditTag.APPLICATION_DECLINED: LookKind.STEP,
    AuditTag.APPLICATION_MOVED: LookKind.STEP,
}
_NOTED = "ndl.registration.looks"
_TRIES = 3


@adapter(AuditEvent)
def note_look(event: AuditEvent) -> None:
    """Note a view on the request; a step of the workflow only after its commit."""
    kind, request = _KINDS.get(event.tag), getRequest()
    if kind is None or not event.by or not isinstance(request, HTTPRequest):
        return
    noted = request.other.setdefault(_NOTED, [])
    look = (event.by, kind.value, str(event.details.get("application", "")))
    if kind is LookKind.STEP:
        transaction.get().addAfterCommitHook(_note_if, args=(noted, look))
    else:
        noted.append(look)


def write_looks(request: HTTPRequest) -> None:
    """Count the noted views in a transaction of their own.

    The transaction of the request is over, so that views of a page that was refused
    count too, and no page waits for the count. After an error, the audit log still has
    the views.
    """
    noted = request.other.pop(_NOTED, [])
    if not noted or not settings().look_days:
        return
    try:
        for attempt in transaction.manager.attempts(_TRIES):
            with attempt:
                store, day = get_looks(), today()
                for look in noted:
                    store.add(day, *look)
    except POSError:
        logger.exception("Looks at applications could not be counted.")


def _note_if(
    committed: bool, noted: list[tuple[str, str, str]], look: tuple[str, str, str]
) -> None:
    if committed:
        noted.append(look)
