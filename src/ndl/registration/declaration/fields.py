"""Fields for typed text that look at its length before anything else.

Those of zope.schema normalise a text and ask the constraint first.
"""

from typing import Any
from zope import schema
from zope.schema.interfaces import TooLong


class _LengthFirst:
    """Refuses a long text unseen, and keeps a short one as it was typed."""

    unicode_normalization = None
    max_length: int | None

    def _validate(self, value: Any) -> None:
        longest = self.max_length
        if isinstance(value, str) and longest is not None and len(value) > longest:
            raise TooLong(value, longest).with_field_and_value(self, value)
        super()._validate(value)  # type: ignore[misc]


class Text(_LengthFirst, schema.Text):
    """Text of several lines."""


class TextLine(_LengthFirst, schema.TextLine):
    """Text of one line."""


class Password(_LengthFirst, schema.Password):
    """A password, as it was typed."""
