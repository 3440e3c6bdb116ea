"""Folding of names, so that what a person types finds what is stored."""

import re
import unicodedata


_SPACES = re.compile(r"\s+")
_KATAKANA = range(ord("ァ"), ord("ヶ") + 1)
_TO_HIRAGANA = {code: code - 0x60 for code in _KATAKANA}


def tidy(text: str) -> str:
    """`text` with composed characters and single spaces, as it is stored."""
    return _SPACES.sub(" ", unicodedata.normalize("NFC", text)).strip()


def fold_name(text: str) -> str:
    """`text` without regard to case, width, kind of kana and spaces."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return _SPACES.sub("", folded).translate(_TO_HIRAGANA)
