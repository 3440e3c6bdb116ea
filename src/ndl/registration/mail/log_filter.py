"""Mail addresses stay out of all logs."""

from logging import getLogRecordFactory
from logging import LogRecord
from logging import setLogRecordFactory
from typing import Any

import re


_ADDRESS = re.compile(r"""(?:"[^"\n]*"|[^\s<>"'()\[\],;:]+)@([^\s<>"'()\[\],;:]+)""")


def hide_addresses(text: str) -> str:
    """The text with only the domains of the mail addresses in it."""
    return _ADDRESS.sub(r"***@\1", text)


class DiscreetRecord(LogRecord):
    """A record whose message and traceback hold no address."""

    @property
    def exc_text(self) -> str | None:
        """The traceback as text, once a formatter has made it."""
        return self.__dict__.get("exc_text")

    @exc_text.setter
    def exc_text(self, text: str | None) -> None:
        self.__dict__["exc_text"] = hide_addresses(text) if text else text

    def getMessage(self) -> str:
        """The message, without addresses."""
        return hide_addresses(super().getMessage())


def guard_logs() -> None:
    """Hide addresses in all records of this process; safe to repeat.

    Not by filters: one would be needed on every handler that exists now or
    comes later. Who sends a mail, fails to, or gets one wrong logs in many
    places: MailHost, its queue, the error log, the mail catcher.
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
