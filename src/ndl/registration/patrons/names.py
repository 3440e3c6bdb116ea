"""Folding of names, so that what a person types finds what is stored."""

from ndl.registration.folding import fold_text
from ndl.registration.text import LONGEST
from ndl.registration.text import normalize

import re


_KATAKANA = range(ord("ァ"), ord("ヶ") + 1)
_TO_HIRAGANA = {code: code - 0x60 for code in _KATAKANA}
# Accents of letters, and the selectors of a character's variants.
_ACCENTS = re.compile("[\u0300-\u036f\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_PUNCTUATION = re.compile(
    "[\\s'`\u00b4\u2018\u2019\u02bb\u02bc.,\u00b7・\\-\u2010-\u2015]+"
)


def fold_name(text: str) -> str:
    """`text` without regard to case, width, accents, kind of kana and spaces.

    Hyphens, apostrophes and variants of a character do not count either.
    """
    folded = normalize("NFKC", fold_text(text[:LONGEST])).casefold()
    bare = _ACCENTS.sub("", normalize("NFD", folded))
    kana = normalize("NFKC", bare).translate(_TO_HIRAGANA)
    return _PUNCTUATION.sub("", kana)
