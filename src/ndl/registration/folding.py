"""Typed text: its bounds, and one function to fold each kind of input.

Normalising takes the square of the length where accents follow accents, and
hashing and searching take as long as the text is. So every text is bounded first.

The browser's checks fold the same way (`browser/static/folding.js`). Names and
addresses keep every character: a normal form would turn 神 (U+FA19) into another.
"""

from typing import Literal

import jaconv
import regex
import unicodedata


Form = Literal["NFC", "NFD", "NFKC", "NFKD"]
# No field takes more; what is longer was written by a program.
LONGEST = 1000
LOGIN_LENGTH = 100
PASSWORD_LENGTH = 256
CODE_LENGTH = 40
EMAIL_LENGTH = 254
PHONE_LENGTH = 40
POSTAL_CODE_LENGTH = 20
URL_LENGTH = 2000
# A text of several paragraphs, which nothing but a filter for HTML looks at.
PAGE_LENGTH = 1_000_000
# Tokens and sealed forms, which are made here and never typed.
SEALED_LENGTH = 20_000


def within(text: str, longest: int) -> str:
    """The text, or an empty one instead of one that is longer."""
    return text if len(text) <= longest else ""


def normalize(form: Form, text: str) -> str:
    """The beginning of the text, as far as a field could hold it, in a normal form."""
    return unicodedata.normalize(form, text[:LONGEST])  # noqa: TID251


_BLANKS = regex.compile(r"[\p{White_Space}\u2800]+")
# Also fillers and bidi marks; what is pasted from mails and documents has them.
_INVISIBLE = regex.compile(r"[\p{Default_Ignorable_Code_Point}\p{Cf}\p{Cc}]+")
# Selectors choose the variant of a character; joiners spell words of Persian and
# of the scripts of India.
_UNSEEN_IN_TEXT = regex.compile(
    r"(?![\ufe00-\ufe0f\U000e0100-\U000e01ef\u180b-\u180d\u180f]"
    r"|(?<=[\u0600-\u109f\u1780-\u18af])[\u200c\u200d])"
    r"[\p{Default_Ignorable_Code_Point}\p{Cf}\p{Cc}]"
)
# What keyboards and programs make of a hyphen; waves mean "from ... to".
_DASH = (
    r"(?![\u301c\u3030])\p{Pd}|[\u02d7\u2043\u207b\u208b\u2212\u2500\u2501\u2796ーｰ]"
)
_DASHES = regex.compile(_DASH)
_DASHES_IN_NUMBERS = regex.compile(rf"{_DASH}|(?<=[0-9])[一ㅡ](?=[0-9])")
_DASHES_IN_ADDRESSES = regex.compile(
    r"(?![\u301c\u3030])\p{Pd}|[\u2212\u2500]|(?<=[A-Za-z0-9])[ーｰ]"
)
_DOTS = regex.compile("[。｡]")
_DOTS_OF_KANA = regex.compile("[·•‧]")
_APOSTROPHES = regex.compile("[`\u00b4\u2018\u2019\u2032]")
_HALF_KANA = regex.compile("[\u30a1-\u30fa]?[\uff61-\uff9f]+")
_VOICING = {ord("゛"): "\u3099", ord("゜"): "\u309a"}
_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}


def fold_blanks(text: str) -> str:
    """The text in one line, with single spaces and none at its ends."""
    return _BLANKS.sub(" ", text).strip(" ")


def fold_lines(text: str) -> str:
    """A text of several lines with ends of one kind, and nothing blank around it.

    Forms send two characters at each end of a line, which no bound may count.
    """
    return "\n".join(text.splitlines()).strip()


def fold_text(text: str) -> str:
    """A name or part of an address, as it is stored.

    Only blanks, invisible characters and half-width kana become others.
    """
    seen = _UNSEEN_IN_TEXT.sub("", _BLANKS.sub(" ", text))
    return fold_blanks(_HALF_KANA.sub(_widen, seen))


def is_writable(text: str) -> bool:
    """Whether every character is an assigned, exchangeable one of Unicode."""
    return not regex.search(r"[\p{Cn}\p{Co}\p{Cs}]", text)


def fold_plain(text: str) -> str:
    """A text folded to plain digits and dashes of one width."""
    seen = _INVISIBLE.sub("", _BLANKS.sub(" ", text[:LONGEST]))
    digits = "".join(map(_digit, seen.translate(_WIDE)))
    return fold_blanks(_DASHES_IN_NUMBERS.sub("-", digits))


def fold_code(text: str) -> str:
    """An authentication code, without blanks and dashes."""
    return fold_plain(text).replace(" ", "").replace("-", "")


def fold_user_id(text: str) -> str:
    """A user ID, without regard to case, blanks and dashes."""
    return fold_code(text).upper()


def fold_login(text: str) -> str:
    """The login name of staff, without invisible characters."""
    return fold_blanks(_INVISIBLE.sub("", _BLANKS.sub(" ", text[:LONGEST])))


def fold_email(text: str) -> str:
    """An e-mail address in half-width characters."""
    plain = fold_login(text).translate(_WIDE)
    return _DASHES_IN_ADDRESSES.sub("-", _DOTS.sub(".", plain))


def fold_kana(text: str) -> str:
    """Kana of any kind as full-width katakana; anything else stays."""
    kana = jaconv.hira2kata(fold_text(text[:LONGEST]).translate(_VOICING))
    dotted = _DOTS_OF_KANA.sub("・", _DASHES.sub("ー", kana))
    return regex.sub(r"[\u30a1-\u30fe][\u3099\u309a]", _widen, dotted)


def fold_latin(text: str) -> str:
    """A name in the Latin alphabet, with plain hyphens and apostrophes."""
    plain = fold_text(text).translate(_WIDE)
    return _DASHES.sub("-", _APOSTROPHES.sub("'", plain))


def _widen(found: regex.Match[str]) -> str:
    """Half-width kana, or kana and its mark; no other character gets here."""
    return normalize("NFKC", found[0])


def _digit(character: str) -> str:
    value = unicodedata.decimal(character, None)
    return character if value is None else str(value)
