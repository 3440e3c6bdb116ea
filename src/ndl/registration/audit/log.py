"""The audit log: a line of JSON per audited action."""

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

# Logged without waiting for a commit: refusals end in Unauthorized and never commit;
# views are audited after the commit of the request; a limit is audited only once per
# window, so its line must not be lost.
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
    """Log the action, usually after the commit, so that retries log it only once."""
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
