"""Constraints of settings that are texts: what may be written in any of them."""

from collections.abc import Callable
from functools import wraps
from ndl.registration import _
from zope.interface import Invalid

import re


LONGEST_LINE = 1000
LONGEST_TEXT = 4000
MOST_LINES = 1000
# Halves of characters among them: Zope hands on bytes that are no UTF-8 as these.
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_BREAKS = re.compile("[\t\r\n]")
_HEADER = re.compile("[\x20-\x7e]*")


def is_line(text: str) -> bool:
    """Whether the text is one line of characters that can be seen. Raises Invalid."""
    if _UNSEEN.search(text):
        raise Invalid(_("Control characters cannot be used here."))
    return True


def is_lines(text: str) -> bool:
    """Whether the text is lines of characters that can be seen. Raises Invalid."""
    return is_line(_BREAKS.sub("", text))


def as_line(constraint: Callable[[str], bool]) -> Callable[[str], bool]:
    """The constraint, for texts that are one line."""

    @wraps(constraint)
    def check(text: str) -> bool:
        return is_line(text) and constraint(text)

    return check


def is_policy(text: str) -> bool:
    """Whether the text, over several lines or not, fits a header. Raises Invalid."""
    if not fits_header(_BREAKS.sub(" ", text)):
        raise Invalid(
            _(
                "Use half-width letters, digits and signs only: the text is sent in a "
                "header of HTTP."
            )
        )
    return True


def fits_header(text: str) -> bool:
    """Whether a header of HTTP can have this value."""
    return _HEADER.fullmatch(text) is not None
