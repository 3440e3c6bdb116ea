"""Log each write conflict, as Zope repeats such requests silently."""

from pathlib import Path
from ZODB.POSException import ConflictError
from zope.component import provideHandler
from ZPublisher.interfaces import IPubFailure

import logging


MARK = "conflict at"
LOG = "var/log/event.log"

logger = logging.getLogger(__name__)


def log_conflicts() -> None:
    """Log the conflicts of this process to the event log."""
    provideHandler(_log, (IPubFailure,))


def _log(event: IPubFailure) -> None:
    if issubclass(event.exc_info[0], ConflictError):
        logger.info("%s %s %s", MARK, event.request.get("PATH_INFO"), event.exc_info[1])


def count(instance: Path) -> int:
    """Return how many conflicts an instance has logged so far."""
    lines = (instance / LOG).read_text(encoding="utf-8").splitlines()
    return sum(f"[{__name__}:" in line and MARK in line for line in lines)
