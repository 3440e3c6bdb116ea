"""What an editor has decided, as a value."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Decision:
    """A decision; `step` is that of verifying or declining.

    It takes effect at a moment, or once another editor has looked at it as well.
    `checked` are names of Check.
    """

    step: str
    editor: str
    moment: datetime
    reasons: tuple[str, ...] = ()
    note: str = ""
    parts: tuple[str, ...] = ()
    checked: tuple[str, ...] = ()
    effective: datetime | None = None
