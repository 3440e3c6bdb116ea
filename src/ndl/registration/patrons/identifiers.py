"""User IDs: the letter E and nine digits, the last one a check digit (R14)."""

from ndl.registration.interfaces import IUserIdRule
from stdnum import damm
from zope.component import queryUtility
from zope.interface import implementer

import re
import secrets


_RANDOM_DIGITS = 8
_BEGIN = re.compile("E[0-9]{0,9}")


@implementer(IUserIdRule)
class DammUserIds:
    """The letter E, eight random digits and a check digit."""

    def new(self) -> str:
        """A random user ID."""
        digits = f"{secrets.randbelow(10**_RANDOM_DIGITS):0{_RANDOM_DIGITS}d}"
        return f"E{digits}{damm.calc_check_digit(digits)}"

    def may_begin(self, text: str) -> bool:
        """Whether a user ID can begin with this text."""
        return bool(_BEGIN.fullmatch(text))


_SHIPPED = DammUserIds()


def new_user_id() -> str:
    """A random user ID; the caller makes sure that it was never given."""
    return _rule().new()


def may_begin_user_id(text: str) -> bool:
    """Whether a user ID can begin with this text."""
    return _rule().may_begin(text)


def _rule() -> IUserIdRule:
    return queryUtility(IUserIdRule, default=_SHIPPED)
