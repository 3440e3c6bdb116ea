"""User IDs: the letter E and nine digits, the last one a check digit (R14)."""

from stdnum import damm

import re
import secrets


_RANDOM_DIGITS = 8
_BEGIN = re.compile("E[0-9]{0,9}")


def new_user_id() -> str:
    """A user ID drawn at random; the caller makes sure it was never given."""
    digits = f"{secrets.randbelow(10**_RANDOM_DIGITS):0{_RANDOM_DIGITS}d}"
    return f"E{digits}{damm.calc_check_digit(digits)}"


def may_begin_user_id(text: str) -> bool:
    """Whether user IDs can begin so."""
    return bool(_BEGIN.fullmatch(text))
