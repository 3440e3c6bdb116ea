"""Folding of names, and keys of the directory's indexes by name and person."""

from datetime import date
from ndl.registration.folding import fold_text
from ndl.registration.folding import LONGEST
from ndl.registration.folding import normalize
from ndl.registration.patrons.patron import Patron

import re


_KATAKANA = range(ord("ァ"), ord("ヶ") + 1)
_TO_HIRAGANA = {code: code - 0x60 for code in _KATAKANA}
# Combining accents and variation selectors.
_ACCENTS = re.compile("[\u0300-\u036f\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_PUNCTUATION = re.compile(
    "[\\s'`\u00b4\u2018\u2019\u02bb\u02bc.,\u00b7・\\-\u2010-\u2015]+"
)


def fold_name(text: str) -> str:
    """`text` folded for comparison of names.

    Ignores case, width, accents, the kind of kana, spaces, hyphens, apostrophes and
    variants of a character.
    """
    folded = normalize("NFKC", fold_text(text[:LONGEST])).casefold()
    bare = _ACCENTS.sub("", normalize("NFD", folded))
    kana = normalize("NFKC", bare).translate(_TO_HIRAGANA)
    return _PUNCTUATION.sub("", kana)


def person_key(birth_date: date, name: str) -> str:
    """The key of a birth date and a name, family name first."""
    return f"{birth_date.isoformat()} {fold_name(name)}"


def phone_key(phone: str) -> str:
    """The key of a telephone number."""
    return f"phone:{phone}"


def person_keys(patron: Patron) -> set[str]:
    """Keys of a patron: birth date with name, birth date with kana, and phone."""
    born = patron.birth_date
    names = (
        patron.family_name + patron.given_name,
        patron.family_kana + patron.given_kana,
    )
    keys = {person_key(born, name) for name in names if name}
    return keys | {phone_key(patron.phone)} if patron.phone else keys


def name_keys(patron: Patron) -> set[str]:
    """The name in either order and the kana, each followed by the user ID."""
    names = (
        patron.family_name + patron.given_name,
        patron.given_name + patron.family_name,
        patron.family_kana + patron.given_kana,
    )
    return {f"{fold_name(name)} {patron.user_id}" for name in names if name.strip()}
