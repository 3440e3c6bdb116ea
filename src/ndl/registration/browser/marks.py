"""Hints about pictures that may be unusable; they never cause a refusal (R111)."""

from collections.abc import Iterable
from ndl.registration import _
from ndl.registration.documents.traces import Mark


_MAYBE = _(
    "This image may be a screenshot. Screenshots cannot be used. Unless you "
    "photographed or scanned the document itself, please choose another image."
)
_TO_PATRON = {
    Mark.SCREENSHOT: _MAYBE,
    Mark.SCREEN_SIZE: _MAYBE,
    Mark.SMALL: _("This image is small. Please check that everything can be read."),
}
_TO_EDITOR = {
    Mark.SCREENSHOT: _("May be a screenshot: its data or its file name say so."),
    Mark.SCREEN_SIZE: _(
        "May be a screenshot: it is as large as a screen and shows no traces of a "
        "camera."
    ),
    Mark.SMALL: _("The uploaded picture was small."),
}


def hints_to_patron(marks: Iterable[str]) -> list[str]:
    """Points for the patron to check before going on."""
    return [_TO_PATRON[Mark(mark)] for mark in marks]


def hints_to_editor(marks: Iterable[str]) -> list[str]:
    """Points for the editor to check."""
    return [_TO_EDITOR[Mark(mark)] for mark in marks]
