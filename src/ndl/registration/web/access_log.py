"""Keep tokens of mailed links and search terms out of the access log."""

from logging import Filter
from logging import getLogger
from logging import LogRecord
from zope.component import adapter
from zope.processlifetime import IProcessStarting

import re


# The logger of Paste's translogger, which the usual zope.ini configures.
LOGGER = "wsgi"
_TOKEN = re.compile(r"""(\b(?:token|state)(?:%3A\w+|:\w+)*=)[^&\s"']+""", re.I)
_SEARCH = re.compile(r"""(/@?search-materials\?)[^\s"']+""")


def hide_tokens(text: str) -> str:
    """The text with tokens and search terms masked."""
    return _SEARCH.sub(r"\1***", _TOKEN.sub(r"\1***", text))


class TokenFilter(Filter):
    """Log filter that masks each record."""

    def filter(self, record: LogRecord) -> bool:
        """Mask the record and let it pass."""
        record.msg = hide_tokens(record.getMessage())
        record.args = None
        return True


@adapter(IProcessStarting)
def guard_access_log(event: IProcessStarting) -> None:
    """Add the filter to the logger, whichever way Zope was started."""
    logger = getLogger(LOGGER)
    if not any(isinstance(each, TokenFilter) for each in logger.filters):
        logger.addFilter(TokenFilter())
