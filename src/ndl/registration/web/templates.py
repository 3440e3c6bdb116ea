"""One template is compiled at a time where Python needs that.

Python before 3.11.8 and 3.12.2 counts the depth of syntax trees for all threads
together: two that compile at once may fail with SystemError, see python/cpython#106905.
A patron who sent a form just after a start got an error page in its place.
"""

from chameleon.template import BaseTemplate
from collections.abc import Callable
from functools import wraps
from threading import RLock
from zope.component import adapter
from zope.processlifetime import IProcessStarting

import sys


# The first releases without the fault, by minor version.
_MENDED = {11: 8, 12: 2}
_MARK = "_ndl_one_at_a_time"


def is_affected(version: tuple[int, int, int]) -> bool:
    """Whether threads of this Python cannot compile at once."""
    _major, minor, patch = version
    return patch < _MENDED.get(minor, 0)


def one_at_a_time(function: Callable) -> Callable:
    """The function, for one thread after the other."""
    lock = RLock()

    @wraps(function)
    def locked(*args: object, **options: object) -> object:
        with lock:
            return function(*args, **options)

    setattr(locked, _MARK, True)
    return locked


@adapter(IProcessStarting)
def guard_compilation(event: IProcessStarting) -> None:
    """Have templates compiled one after the other, if Python has the fault."""
    cook = BaseTemplate.cook
    if is_affected(sys.version_info[:3]) and not hasattr(cook, _MARK):
        BaseTemplate.cook = one_at_a_time(cook)  # type: ignore[method-assign]
