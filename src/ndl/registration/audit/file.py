"""A separate file for the audit log, whichever way Zope was installed."""

from App.config import getConfiguration
from ndl.registration import logger
from ndl.registration.config import AUDIT_LOGGER
from pathlib import Path
from zope.component import adapter
from zope.processlifetime import IProcessStarting

import logging
import logging.handlers
import os


VARIABLE = "NDL_REGISTRATION_AUDIT_LOG"
EVENT_LOG = "-"


@adapter(IProcessStarting)
def open_audit_log(event: IProcessStarting) -> None:
    """Open the log file, unless Zope's configuration defines a handler.

    If the file cannot be opened, the lines go to the event log.
    """
    audit = logging.getLogger(AUDIT_LOGGER)
    wanted = os.environ.get(VARIABLE, "")
    if audit.handlers or wanted == EVENT_LOG:
        return
    path = Path(wanted) if wanted else default_path()
    try:
        handler = logging.handlers.WatchedFileHandler(path, encoding="utf-8")
        path.chmod(0o600)
    except OSError:
        logger.exception("The audit log %s cannot be written.", path)
        return
    handler.setFormatter(logging.Formatter("%(message)s"))
    audit.addHandler(handler)
    audit.setLevel(logging.INFO)
    audit.propagate = False


def default_path() -> Path:
    """A path beside the event log and named after it, else in Zope's data folder."""
    for handler in logging.getLogger().handlers:
        log = Path(getattr(handler, "baseFilename", ""))
        # In containers, the event log may be /dev/stdout, which is not a regular file.
        if log.is_file():
            return log.with_name(f"{log.stem}-audit.log")
    return Path(getConfiguration().clienthome, "audit.log")
