"""Typed names in their stored form."""

from ndl.registration.declaration.fold import NotUnderstood
from ndl.registration.folding import fold_kana
from ndl.registration.folding import fold_latin
from ndl.registration.folding import LONGEST

import jaconv
import regex


# Includes the small kana and combining marks used for Ainu.
_KATAKANA = r"ァ-ヺ\u31f0-\u31ff"
_KATAKANA_TEXT = regex.compile(
    rf"(?=.*[{_KATAKANA}])(?:[{_KATAKANA}ヽヾー・ ]|(?<=[{_KATAKANA}])[\u3099\u309a])+"
)
# Romaji typed with the input method switched off: "yamada", "shin'ichi". Other text,
# such as "Smith", is not romaji.
_ROMAJI_TEXT = regex.compile(
    r"(?:([kgsztdhbpmrcjf])(?=\1)|t(?=ch)|m(?=[bmp])|nn|n'|n(?![aiueoy])|-| |"
    r"(?:[kgsztdnhbpmr]y|sh|ch|ts|jy|[kgsztdnhbpmyrwjf])?[aiueo])+"
)
# Hepburn spells Homma and Kanno; input methods expect "hon'ma" and "kan'no".
_MORAIC_N = regex.compile(r"m(?=[bmp])|n(?=n[aiueoy])|nn(?![aiueoy])")
_LATIN_TEXT = regex.compile(
    r"(?=.*\p{Script=Latin})"
    r"(?:(?=\p{L})\p{Script=Latin}|[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff"
    r"'\-.,·/ \u02bb\u02bc\u02be\u02bf])+"
)


def parse_kana(text: str) -> str:
    """`text` in full-width katakana, from any kind of kana.

    Raises NotUnderstood if it contains anything else, also for romaji.
    """
    kana = fold_kana(text)
    if not _KATAKANA_TEXT.fullmatch(kana):
        raise NotUnderstood(text)
    return kana


def offer_kana(text: str) -> str:
    """The likely kana of romaji; empty if the text is not romaji.

    Only a suggestion for the person to confirm: a romaji spelling such as "kennichi"
    can stand for different kana.
    """
    romaji = fold_latin(text[:LONGEST]).lower()
    if not _ROMAJI_TEXT.fullmatch(romaji):
        return ""
    spelled = _MORAIC_N.sub("n'", romaji).replace("tch", "cch")
    try:
        return parse_kana(jaconv.alphabet2kana(spelled))
    except NotUnderstood:
        return ""


def parse_latin_name(text: str) -> str:
    """A name in the Latin alphabet, with the accents and marks that occur in names.

    Full-width letters and typographic apostrophes and hyphens are folded. Raises
    NotUnderstood if it contains anything else.
    """
    name = fold_latin(text)
    if not _LATIN_TEXT.fullmatch(name):
        raise NotUnderstood(text)
    return name
