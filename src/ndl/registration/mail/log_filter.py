"""Masking of mail addresses in all logs."""

from logging import getLogRecordFactory
from logging import LogRecord
from logging import setLogRecordFactory
from typing import Any

import re


_ADDRESS = re.compile(r"""(?:"[^"\n]*"|[^\s<>"'()\[\],;:]+)@([^\s<>"'()\[\],;:]+)""")


def hide_addresses(text: str) -> str:
    """The text with only the domains of mail addresses visible."""
    return _ADDRESS.sub(r"***@\1", text)


class DiscreetRecord(LogRecord):
    """A log record without addresses in message and traceback."""

    @property
    def exc_text(self) -> str | None:
        """The cached traceback as text, or None before a formatter has made it."""
        return self.__dict__.get("exc_text")

    @exc_text.setter
    def exc_text(self, text: str | None) -> None:
        self.__dict__["exc_text"] = hide_addresses(text) if text else text

    def getMessage(self) -> str:
        """The message, without addresses."""
        return hide_addresses(super().getMessage())


def guard_logs() -> None:
    """Mask addresses in all log records of this process; safe to repeat.

    A filter would be needed on every present and future handler, because addresses are
    logged in many places: MailHost, its queue, the error log, the mail catcher.
    """
    made = getLogRecordFactory()
    if getattr(made, "hides_addresses", False):
        return

    def make(*args: Any, **values: Any) -> LogRecord:
        record = made(*args, **values)
        if type(record) is LogRecord:
            record.__class__ = DiscreetRecord
        return record

    make.hides_addresses = True  # type: ignore[attr-defined]
    setLogRecordFactory(make)
