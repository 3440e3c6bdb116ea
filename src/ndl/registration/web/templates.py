"""Templates are compiled in only a single thread at a time, where Python needs that.

Python before 3.11.8 and 3.12.2 counts the depth of syntax trees for all threads
together, so concurrent compilations may fail with SystemError, see
python/cpython#106905. Forms sent just after a start were answered with an error page.
"""

from chameleon.template import BaseTemplate
from collections.abc import Callable
from functools import wraps
from threading import RLock
from typing import Any
from zope.component import adapter
from zope.processlifetime import IProcessStarting

import sys


# The first fixed patch release, by minor version.
_MENDED = {11: 8, 12: 2}
_MARK = "_ndl_one_at_a_time"


def is_affected(version: tuple[int, int, int]) -> bool:
    """Whether this version of Python cannot compile in several threads at once."""
    _major, minor, patch = version
    return patch < _MENDED.get(minor, 0)


def one_at_a_time(function: Callable[..., Any]) -> Callable[..., Any]:
    """Wrap a function so that only a single thread runs it at a time."""
    lock = RLock()

    @wraps(function)
    def locked(*args: object, **options: object) -> object:
        with lock:
            return function(*args, **options)

    setattr(locked, _MARK, True)
    return locked


@adapter(IProcessStarting)
def guard_compilation(event: IProcessStarting) -> None:
    """Serialize the compilation of templates if this Python has the fault."""
    cook = BaseTemplate.cook
    if is_affected(sys.version_info[:3]) and not hasattr(cook, _MARK):
        BaseTemplate.cook = one_at_a_time(cook)  # type: ignore[method-assign]
