"""Search for the declared names in a reading."""

from collections.abc import Iterator
from itertools import product
from ndl.registration.folding import normalize
from ndl.registration.patrons.person import Person
from ndl.registration.reading.hints import Hint
from ndl.registration.reading.hints import Item
from ndl.registration.reading.hints import Outcome
from ndl.registration.reading.text import Span
from ndl.registration.reading.text import Text

import jaconv
import regex


_LATIN = regex.compile(r"[A-Z]+")
_SMALL_KANA = str.maketrans("ァィゥェォッャュョヮヵヶ", "アイウエオツヤユヨワカケ")
_LONG_KANA = "ー一-―‐−"
# One misread letter is tolerated per so many letters: hardly any other name matches.
_LETTERS_PER_ERROR = 6
_KANJI_PER_ERROR = 3
_KANA_PER_ERROR = 5
_SHORTEST = 4
# Spellings of long vowels in passports: 大野 is ONO, or OHNO.
_LONG_VOWELS = (("O[UO]", "O"), ("O[UO]", "OH"), ("O[UO]", r"\g<0>"))


def fold_letter(letter: str) -> str:
    """A Latin letter as capital without accents; empty for blanks and signs."""
    if regex.match(r"\p{Script=Latin}", letter):
        plain = normalize("NFKD", letter.upper())
        return "".join(one for one in plain if "A" <= one <= "Z")
    return letter if regex.match(r"[\p{L}\p{N}ー々]", letter) else ""


def fold_kana_letter(letter: str) -> str:
    """A kana of any kind as large katakana; similar signs as the long vowel mark."""
    kana = jaconv.hira2kata(letter).translate(_SMALL_KANA)
    if kana in _LONG_KANA:
        return "ー"
    return kana if regex.match(r"[\p{Script=Katakana}]", kana) else ""


def find_name(text: Text, person: Person) -> Hint:
    """The hint for the name, whose parts may be in either order."""
    parts = [fold_all(one, fold_letter) for one in _parts(person)]
    if all(map(_LATIN.fullmatch, parts)):
        return _latin(Item.NAME, text, [parts])
    return _joined(Item.NAME, text.folded(fold_letter), parts, _KANJI_PER_ERROR)


def find_kana(text: Text, person: Person) -> Hint | None:
    """The hint for the kana or the passport's romaji; None if no kana was declared."""
    kana = [one for one in (person.family_kana, person.given_kana) if one]
    if not kana:
        return None
    parts = [fold_all(one, fold_kana_letter) for one in kana]
    hint = _joined(Item.KANA, text.folded(fold_kana_letter), parts, _KANA_PER_ERROR)
    if hint.outcome is Outcome.FOUND:
        return hint
    latin = _latin(Item.KANA, text, list(spellings(kana)))
    return latin if latin.outcome is Outcome.FOUND else hint


def spellings(kana: list[str]) -> Iterator[list[str]]:
    """The romaji spellings that a passport may use for names in kana."""
    plain = [
        jaconv.kana2alphabet(jaconv.kata2hira(one)).upper().replace("-", "")
        for one in kana
    ]
    for pattern, change in _LONG_VOWELS:
        short = [regex.sub("UU", "U", regex.sub(pattern, change, one)) for one in plain]
        yield [regex.sub("N(?=[BMP])", "M", one) for one in short]


def fold_all(text: str, fold: object) -> str:
    """A declared text, folded letter by letter like a reading."""
    return "".join(fold(one) for one in normalize("NFKC", text))  # type: ignore[operator]


def _parts(person: Person) -> list[str]:
    return [one for one in (person.family_name, person.given_name) if one]


def _joined(item: Item, text: Text, parts: list[str], per_error: int) -> Hint:
    orders = {"".join(parts), "".join(reversed(parts))}
    for whole in orders:
        span = text.find(regex.escape(whole))
        if span is not None:
            return _hint(item, Outcome.FOUND, span)
    whole = "".join(parts)
    errors = len(whole) // per_error
    span = text.find(f"(?:{regex.escape(whole)}){{s<={errors}}}") if errors else None
    if span is not None:
        return _hint(item, Outcome.SIMILAR, span)
    return Hint(item, Outcome.MISSING)


def _latin(item: Item, text: Text, spelled: list[list[str]]) -> Hint:
    """The hint for names in Latin letters, which must be whole words."""
    words = text.folded(_latin_or_blank)
    for names in spelled:
        spans = [words.find(rf"(?<![A-Z]){_spaced(one)}(?![A-Z])") for one in names]
        if all(spans):
            return _hint(item, Outcome.FOUND, *filter(None, spans))
    for names, order in product(spelled[:1], (1, -1)):
        whole = "".join(names[::order])
        errors = len(whole) // _LETTERS_PER_ERROR
        if len(whole) < _SHORTEST or not errors:
            continue
        joined = text.folded(lambda one: _latin_or_blank(one).strip())
        span = joined.find(f"(?:{whole}){{e<={errors}}}")
        if span is not None:
            return _hint(item, Outcome.SIMILAR, span)
    return Hint(item, Outcome.MISSING)


def _latin_or_blank(letter: str) -> str:
    folded = fold_letter(letter)
    return folded if _LATIN.fullmatch(folded) else " "


def _spaced(word: str) -> str:
    """A pattern for a word in which OCR may have inserted blanks."""
    return " ?".join(word)


def _hint(item: Item, outcome: Outcome, *spans: Span) -> Hint:
    boxes = tuple(box for span in spans for box in span.boxes)
    return Hint(item, outcome, " ".join(span.text for span in spans), None, boxes)
