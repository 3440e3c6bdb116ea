"""Hints as words: for editors beside the pictures, for patrons among their data."""

from ndl.registration import _
from ndl.registration.reading.hints import Hint
from ndl.registration.reading.hints import Item
from ndl.registration.reading.hints import Outcome


ITEMS = {
    Item.NAME: _("Name"),
    Item.KANA: _("Katakana"),
    Item.BIRTH_DATE: _("Date of birth"),
    Item.ADDRESS: _("Address"),
    Item.EXPIRY: _("Valid until"),
    Item.MACHINE: _("Machine-readable lines"),
}
_OUTCOMES = {
    Outcome.FOUND: _("Found"),
    Outcome.SIMILAR: _("Not the same, but similar"),
    Outcome.MISSING: _("Not found"),
    Outcome.PAST: _("Found: a day in the past"),
    Outcome.FAULTY: _("Check digits are wrong, or were misread"),
}
# Outcomes with special wording, because the item was not declared.
_OF_ITEMS = {
    (Item.MACHINE, Outcome.FOUND): _("Check digits are right"),
}
# By thirds of a picture: from the top, from the left.
_PARTS = (
    (
        _("image ${number}, at the top left"),
        _("image ${number}, at the top"),
        _("image ${number}, at the top right"),
    ),
    (
        _("image ${number}, on the left"),
        _("image ${number}, in the middle"),
        _("image ${number}, on the right"),
    ),
    (
        _("image ${number}, at the bottom left"),
        _("image ${number}, at the bottom"),
        _("image ${number}, at the bottom right"),
    ),
)


def outcome_words(hint: Hint) -> str:
    """The outcome of the comparison, as a message."""
    return _OF_ITEMS.get((hint.item, hint.outcome)) or _OUTCOMES[hint.outcome]


def outcome_title(outcome: Outcome) -> str:
    """The outcome as a message, independent of the item."""
    return _OUTCOMES[outcome]


def places(hint: Hint) -> list[str]:
    """The parts of pictures in which the text was found, as messages, each once."""
    found = {}
    for box in hint.boxes:
        row, column = _third(box.top, box.bottom), _third(box.left, box.right)
        found[box.picture, row, column] = _PARTS[row][column]
    return [
        _(part, mapping={"number": picture})
        for (picture, _row, _column), part in found.items()
    ]


def _third(start: float, end: float) -> int:
    return min(max(int((start + end) / 2 * 3), 0), 2)
