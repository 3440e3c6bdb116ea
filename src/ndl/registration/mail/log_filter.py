"""Mail addresses stay out of the logs of whatever sends mail."""

from logging import Filter
from logging import Formatter
from logging import getLogger
from logging import LogRecord

import re


LOGGERS = ("QueueProcessorThread", "MailDataManager")
_ADDRESS = re.compile(r"""(?:"[^"\n]*"|[^\s<>"'()\[\],;:]+)@([^\s<>"'()\[\],;:]+)""")


def hide_addresses(text: str) -> str:
    """The text with only the domains of the mail addresses in it."""
    return _ADDRESS.sub(r"***@\1", text)


class AddressFilter(Filter):
    """Rewrites each record, its traceback as well."""

    def filter(self, record: LogRecord) -> bool:
        """Let everything pass, without addresses."""
        record.msg = hide_addresses(record.getMessage())
        record.args = None
        if record.exc_info:
            trace = record.exc_text or Formatter().formatException(record.exc_info)
            record.exc_text = hide_addresses(trace)
            record.exc_info = None
        return True


def guard_logs() -> None:
    """Put the filter on the loggers of all that sends mail; safe to repeat."""
    for name in LOGGERS:
        logger = getLogger(name)
        if not any(isinstance(each, AddressFilter) for each in logger.filters):
            logger.addFilter(AddressFilter())
