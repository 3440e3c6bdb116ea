"""Names as people type them, brought to the form in which they are stored."""

from ndl.registration.declaration.fold import LOOKALIKE_DASH
from ndl.registration.declaration.fold import NotUnderstood
from ndl.registration.patrons.names import tidy
from ndl.registration.text import normalize

import jaconv
import re
import unicodedata


_KATAKANA_TEXT = re.compile(r"(?=.*[ァ-ヺ])[ァ-ヺヽヾー・ ]+")
# What fingers type with the input method switched off: "yamada", "shin'ichi".
# Anything else, such as "Smith", is no Japanese in Latin letters.
_ROMAJI_TEXT = re.compile(
    # Never tried twice (++): "nnnn" can be cut into syllables in many ways.
    r"(?:([kgsztdhbpmrcjf])(?=\1)|t(?=ch)|m(?=[bmp])|nn(?!')|n'|n(?![aiueoy])|-| |"
    r"(?:[kgsztdnhbpmr]y|sh|ch|ts|jy|[kgsztdnhbpmyrwjf])?[aiueo])++"
)
_APOSTROPHES = re.compile("[`\u00b4\u2018\u2019\u2032\uff07]")
_LATIN_PUNCTUATION = frozenset("'-.,·/ \u02bb\u02bc\u02be\u02bf")
_ACCENTS = range(0x300, 0x370)


def fold_kana(text: str) -> str:
    """`text` in full-width katakana, whatever kana or romaji was typed.

    Raises NotUnderstood when something else is in it.
    """
    folded = tidy(normalize("NFKC", _APOSTROPHES.sub("'", text)))
    romaji = folded.lower()
    if _ROMAJI_TEXT.fullmatch(romaji):
        folded = jaconv.alphabet2kana(romaji)
    kana = LOOKALIKE_DASH.sub("ー", jaconv.hira2kata(folded))
    if not _KATAKANA_TEXT.fullmatch(kana):
        raise NotUnderstood(text)
    return kana


def parse_latin_name(text: str) -> str:
    """A name in the Latin alphabet, with the accents and marks names have.

    Full-width letters and typographic apostrophes and hyphens are folded.
    Raises NotUnderstood when something else is in it.
    """
    plain = LOOKALIKE_DASH.sub("-", _APOSTROPHES.sub("'", text))
    name = tidy(normalize("NFKC", plain))
    if not any(_is_latin(c) for c in name):
        raise NotUnderstood(text)
    if not all(_is_latin(c) or _may_follow(c) for c in name):
        raise NotUnderstood(text)
    return name


def _is_latin(character: str) -> bool:
    return character.isalpha() and unicodedata.name(character, "").startswith("LATIN ")


def _may_follow(character: str) -> bool:
    return character in _LATIN_PUNCTUATION or ord(character) in _ACCENTS
