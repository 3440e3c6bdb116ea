"""OCR hints from the pictures; the decision stays with the editor."""

from functools import cached_property
from ndl.registration import _
from ndl.registration.browser.dates import show_birth
from ndl.registration.browser.dates import show_day
from ndl.registration.browser.desk.page import DeskPage
from ndl.registration.errors import DomainError
from ndl.registration.reading.hints import Box
from ndl.registration.reading.hints import Hint
from ndl.registration.reading.hints import Hints
from ndl.registration.reading.hints import Item
from ndl.registration.reading.words import ITEMS
from ndl.registration.reading.words import outcome_words
from ndl.registration.reading.words import places
from ndl.registration.review.asked_readings import is_on
from ndl.registration.review.reading import Stage
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile

import json


# Longest misread text that is shown.
_LONGEST = 80


class HintedPage(DeskPage):
    """A page that shows OCR hints beside the pictures."""

    hints = ViewPageTemplateFile("hints.pt")

    @property
    def reading_words(self) -> str:
        """Why there are no hints; empty if there are some."""
        reading = self.context.reading
        if reading is None or (reading.stage is Stage.WAITING and not is_on()):
            return _("The pictures are not read: this is switched off.")
        if reading.stage is Stage.WAITING:
            return _("The pictures are being read.")
        if reading.stage is Stage.FAILED:
            return _("The pictures could not be read.")
        return self._found[1]

    @property
    def has_reading(self) -> bool:
        """Whether pictures are held, so that a state of reading can be shown."""
        return bool(self.context.pictures_held())

    @property
    def hint_rows(self) -> list[dict[str, object]]:
        """The hints as texts, with their places in the pictures."""
        return [_row(hint) for hint in self._found[0].hints]

    @property
    def unread(self) -> str:
        """Comma-separated numbers of the pictures that could not be read."""
        return ", ".join(map(str, self._found[0].unread))

    @cached_property
    def _found(self) -> tuple[Hints, str]:
        """The hints, and the reason why they cannot be shown."""
        reading = self.context.reading
        if reading is None:
            return Hints(), ""
        try:
            return reading.hints(), ""
        except DomainError as error:
            return Hints(), error.message


def _row(hint: Hint) -> dict[str, object]:
    return {
        "name": hint.item.value,
        "title": ITEMS[hint.item],
        "outcome": hint.outcome.value,
        "words": outcome_words(hint),
        "read": _read(hint),
        "places": places(hint),
        "boxes": json.dumps([_place(box) for box in hint.boxes]) if hint.boxes else "",
        "picture": hint.boxes[0].picture if hint.boxes else None,
    }


def _read(hint: Hint) -> str:
    if hint.day is None:
        return hint.read[:_LONGEST]
    show = show_birth if hint.item is Item.BIRTH_DATE else show_day
    return show(hint.day)


def _place(box: Box) -> list[float]:
    return [box.picture - 1, box.left, box.top, box.right, box.bottom]
