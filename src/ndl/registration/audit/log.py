"""The security log: one line of JSON per audited step."""

from ndl.registration.clock import now
from ndl.registration.config import AUDIT_LOGGER
from ndl.registration.events import AuditEvent
from ndl.registration.events import AuditTag
from ndl.registration.sites import site_path
from zope.component import adapter
from zope.globalrequest import getRequest

import json
import logging
import transaction


logger = logging.getLogger(AUDIT_LOGGER)

# Refusals at a door end in Unauthorized, whose transaction never commits; looks
# are told after theirs has.
# A limit is audited once a window, so that line must not be lost either.
AT_ONCE = frozenset(
    {
        AuditTag.ACCOUNT_CHANGE_REFUSED,
        AuditTag.EXPORT_REFUSED,
        AuditTag.ROOT_PASSWORD_REFUSED,
        AuditTag.LOGIN_PASSWORD_REFUSED,
        AuditTag.APPLICATION_VIEWED,
        AuditTag.DESK_LOOK_REFUSED,
        AuditTag.DOCUMENT_LOOK_REFUSED,
        AuditTag.DOCUMENT_REFUSED,
        AuditTag.FORM_REFUSED,
        AuditTag.STEP_REFUSED,
        AuditTag.LIMIT_REACHED,
    }
)


@adapter(AuditEvent)
def write_line(event: AuditEvent) -> None:
    """Log the step when it has been committed, so that a retry logs it once."""
    line = json.dumps(_record(event), ensure_ascii=True, default=str)
    if event.tag in AT_ONCE:
        logger.info(line)
    else:
        transaction.get().addAfterCommitHook(_log, args=(line,))


def _log(committed: bool, line: str) -> None:
    if committed:
        logger.info(line)


def _record(event: AuditEvent) -> dict[str, object]:
    request = getRequest()
    return {
        "time": now().isoformat(timespec="seconds"),
        "site": site_path(),
        "event": event.tag.value,
        "user": event.user_id,
        "address": request.getClientAddr() if request is not None else "",
        "by": event.by,
        **event.details,
    }
