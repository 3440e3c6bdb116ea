"""Passwords of patrons: the stored hash and the policy (R15, R75)."""

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error
from argon2.exceptions import InvalidHashError
from collections.abc import Iterable
from functools import lru_cache
from ndl.registration import _
from ndl.registration.interfaces import IPasswordRule
from ndl.registration.patrons.patron import Patron
from ndl.registration.settings import settings
from zope.component import getUtilitiesFor
from zxcvbn.frequency_lists import FREQUENCY_LISTS

import re
import secrets


SYMBOLS = r"!#&\@?-=*+"
_ALLOWED = re.compile(rf"[A-Za-z0-9{re.escape(SYMBOLS)}]*")
NOT_ALLOWED = _(
    "Use only half-width letters, digits and the symbols ${symbols}",
    mapping={"symbols": SYMBOLS},
)
SAME_PASSWORD = _("This is your current password. Choose another one.")
NOT_MIXED = _("The password needs at least one letter and one digit.")
_ENDS = re.compile(r"^[^a-z]+|[^a-z]+$")
_COMMON = frozenset(FREQUENCY_LISTS["passwords"])
_SHORTEST_WORD = 3
_ENOUGH_OF_ONES_OWN = 10


def hash_password(password: str) -> str:
    """The argon2id hash of `password` with the parameters of the settings."""
    return _hasher().hash(password)


def verify_password(stored: str, password: str) -> bool:
    """Whether `password` matches the hash in `stored`; in constant time."""
    try:
        return _hasher().verify(stored, password)
    except (Argon2Error, InvalidHashError):
        return False


def needs_rehash(stored: str) -> bool:
    """Whether `stored` was made with parameters other than the current ones."""
    return _hasher().check_needs_rehash(stored)


def waste_time(password: str) -> None:
    """Take as long as verify_password, for unknown accounts."""
    verify_password(_decoy(*_parameters()), password)


def password_problems(password: str, context: Iterable[str] = ()) -> list[str]:
    """Validation errors of a new password, as messages.

    `context` holds words that an attacker would try first: the patron's names, user ID
    and e-mail address. Words of the library come from the settings.
    """
    limits = settings()
    problems = []
    if not limits.password_min <= len(password) <= limits.password_max:
        problems.append(length_message())
    if not _ALLOWED.fullmatch(password):
        problems.append(NOT_ALLOWED)
    if not (re.search("[A-Za-z]", password) and re.search("[0-9]", password)):
        problems.append(NOT_MIXED)
    if not problems and _is_common(password):
        problems.append(_("This password is too common. Choose another one."))
    given = tuple(context)
    words = [*given, *(limits.password_words or ())]
    if not problems and _made_of(password, words):
        problems.append(
            _(
                "The password is made of your user ID, your name, your email "
                "address or words of the library. Choose another one."
            )
        )
    for _name, rule in sorted(getUtilitiesFor(IPasswordRule)):
        problems += rule.problems(password, given)
    return problems


def new_password_problems(patron: Patron, password: str) -> list[str]:
    """Validation errors of a patron's new password, which must differ from the current.

    Only for callers who have proven to be the patron: the result reveals whether a
    password is the current one.
    """
    problems = password_problems(password, patron.password_context())
    if not problems and verify_password(patron.password, password):
        return [SAME_PASSWORD]
    return problems


def policy_message() -> str:
    """The password rules as text (R75)."""
    limits = settings()
    return _(
        "Your password must be between ${min} and ${max} characters long, with at "
        "least one letter and one digit. Half-width letters, digits and the symbols "
        "${symbols} can be used.",
        mapping={
            "min": limits.password_min,
            "max": limits.password_max,
            "symbols": SYMBOLS,
        },
    )


def length_message() -> str:
    """The message for a password that is too short or too long."""
    limits = settings()
    return _(
        "The password must be between ${min} and ${max} characters long.",
        mapping={"min": limits.password_min, "max": limits.password_max},
    )


def _is_common(password: str) -> bool:
    lowered = password.lower()
    return lowered in _COMMON or _ENDS.sub("", lowered) in _COMMON


def _made_of(password: str, words: Iterable[str]) -> bool:
    parts = {part.lower() for word in words for part in re.split(r"\W+|_", word)}
    rest = password.lower()
    for part in sorted(parts, key=len, reverse=True):
        if len(part) >= _SHORTEST_WORD:
            rest = rest.replace(part, "")
    return rest != password.lower() and len(rest) < _ENOUGH_OF_ONES_OWN


def _parameters() -> tuple[int, int, int]:
    values = settings()
    return values.argon2_time, values.argon2_memory, values.argon2_parallelism


def _hasher() -> PasswordHasher:
    return _hasher_for(*_parameters())


@lru_cache(maxsize=4)
def _hasher_for(time: int, memory: int, parallelism: int) -> PasswordHasher:
    return PasswordHasher(time, memory, parallelism)


@lru_cache(maxsize=4)
def _decoy(time: int, memory: int, parallelism: int) -> str:
    return _hasher_for(time, memory, parallelism).hash(secrets.token_hex())
