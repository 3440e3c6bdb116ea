"""Search for the declared address in a reading."""

from collections.abc import Iterator
from ndl.registration.patrons.person import Person
from ndl.registration.patrons.residence import Residence
from ndl.registration.reading.hints import Hint
from ndl.registration.reading.hints import Item
from ndl.registration.reading.hints import Outcome
from ndl.registration.reading.names import fold_all
from ndl.registration.reading.text import Span
from ndl.registration.reading.text import Text
from ndl.registration.reading.text import TextPlace

import regex


_KANJI_DIGITS = str.maketrans("一二三四五六七八九〇", "1234567890")
_DASH = regex.compile(r"(?<=[0-9])[\p{Pd}−ー一_~‐](?=[0-9])")
_BLOCK = regex.compile(r"([0-9]+)(?:丁目|番地の?|番|号|の|ノ)(?=[0-9])")
_LAST = regex.compile(r"([0-9]+)(?:番地|番|号|丁目)")
_KANJI_BLOCK = regex.compile(r"[一二三四五六七八九](?=丁目)")
_SAME = str.maketrans("ケがガヵヶ", "ヶヶヶヶヶ")
_UNSEEN = regex.compile(r"[\p{Z}\p{C}、。，．・]")
_PIECES = regex.compile(r"[0-9]+(?:-[0-9]+)*|[^0-9]+")
# One misread letter is tolerated per so many letters of a word; digits must be exact.
_LETTERS_PER_ERROR = 5
_NUMBER = regex.compile(r"[0-9]")
_LATIN_PER_ERROR = 10


def find_address(text: Text, person: Person) -> Hint:
    """The hint for the address, which may lack prefecture and building."""
    home = person.residence
    if not home.is_japanese:
        return _find_abroad(text, home)
    plain = fold_address(text)
    forms = list(_forms(home))
    for form in forms:
        span = plain.find(f"{regex.escape(form)}(?![0-9])(?!-[0-9])")
        if span is not None:
            return Hint(Item.ADDRESS, Outcome.FOUND, span.text, None, span.boxes)
    for form in forms:
        span = plain.find(_similar(form))
        if span is not None:
            return Hint(Item.ADDRESS, Outcome.SIMILAR, span.text, None, span.boxes)
    return Hint(Item.ADDRESS, Outcome.MISSING)


def fold_address(text: Text) -> Text:
    """A text without blanks, with house numbers joined by dashes."""
    plain = text.folded(lambda one: "" if _UNSEEN.match(one) else one)
    return (
        _with_digits(plain)
        .changed(_DASH, "-")
        .changed(_BLOCK, r"\1-")
        .changed(_LAST, r"\1")
        .folded(lambda one: one.translate(_SAME))
    )


def _with_digits(text: Text) -> Text:
    """The text with 1丁目 instead of 一丁目."""
    found = {match.start() for match in _KANJI_BLOCK.finditer(text.text)}
    return Text(
        (letter.translate(_KANJI_DIGITS) if index in found else letter, place)
        for index, (letter, place) in enumerate(text.letters)
    )


def _forms(home: Residence) -> Iterator[str]:
    """Forms in which documents print the address, longest first."""
    town = f"{home.city}{home.street}"
    for written in (
        f"{home.region}{town}{home.building}",
        f"{home.region}{town}",
        town,
    ):
        yield printed_form(written)


def printed_form(written: str) -> str:
    """A declared address, folded like a reading."""
    letters = fold_all(written, str)
    nowhere = TextPlace(0, None)  # type: ignore[arg-type]
    return fold_address(Text((one, nowhere) for one in letters)).text


def _similar(form: str) -> str:
    """A pattern that matches digits exactly and tolerates errors in words."""
    parts = []
    for piece in _PIECES.findall(form):
        errors = len(piece) // _LETTERS_PER_ERROR
        is_exact = _NUMBER.match(piece) or not errors
        word = regex.escape(piece)
        parts.append(word if is_exact else f"(?:{word}){{e<={errors}}}")
    return f"{''.join(parts)}(?![0-9])(?!-[0-9])"


def _find_abroad(text: Text, home: Residence) -> Hint:
    plain = text.folded(_letter_or_digit)
    written = fold_all(home.street, _letter_or_digit)
    if not written:
        return Hint(Item.ADDRESS, Outcome.MISSING)
    found = plain.find(regex.escape(written))
    outcome = Outcome.FOUND
    if found is None:
        errors = len(written) // _LATIN_PER_ERROR
        found = plain.find(f"(?:{regex.escape(written)}){{e<={errors}}}")
        outcome = Outcome.SIMILAR
    return _hint(outcome, found)


def _hint(outcome: Outcome, span: Span | None) -> Hint:
    if span is None:
        return Hint(Item.ADDRESS, Outcome.MISSING)
    return Hint(Item.ADDRESS, outcome, span.text, None, span.boxes)


def _letter_or_digit(letter: str) -> str:
    return letter.upper() if regex.match(r"[\p{L}\p{N}]", letter) else ""
