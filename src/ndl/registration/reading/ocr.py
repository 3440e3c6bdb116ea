"""Recognition of letters and their positions with Tesseract.

Runs in a process of its own, see `worker`: Zope is not imported here.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from ndl.registration.reading.straight import Straight
from ndl.registration.reading.straight import straighten
from PIL import Image
from tesserocr import iterate_level
from tesserocr import PSM
from tesserocr import PyTessBaseAPI
from tesserocr import RIL
from typing import Any

import re


# A letter and its box: left, top, right, bottom in fractions of the picture.
Letter = tuple[str, float, float, float, float]
Line = list[Letter]
_DPI = 300
# In pixels: smaller pictures contain no readable line.
_SMALLEST = 40
_QUARTERS = {0: 0, 1: 90, 2: 180, 3: 270}
_MACHINE_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789<"
# Fillers of machine-readable lines, as recognized by the models for normal text.
_MACHINE = re.compile(r"[<くぐ≪《«＜〈]{2}|[<くぐ≪《«＜〈].*[<くぐ≪《«＜〈]|P<")
_OTSU, _SAUVOLA = "0", "2"


@dataclass(frozen=True)
class Way:
    """A mode of reading a page: each mode finds items that others miss."""

    languages: str
    layout: int
    scale: float = 1
    threshold: str = _OTSU


# The first mode also detects the orientation.
FIRST = Way("jpn+eng", PSM.AUTO_OSD)
AGAIN = Way("jpn+eng", PSM.AUTO)
OTHERS = (
    Way("jpn", PSM.AUTO, 0.45, _SAUVOLA),
    Way("jpn", PSM.SINGLE_BLOCK, 0.6),
    Way("eng", PSM.SPARSE_TEXT),
)
_MACHINE_WAY = Way("eng", PSM.SINGLE_BLOCK)


def read_picture(picture: Image.Image, tessdata: str) -> list[list[Line]]:
    """The text of the picture in each mode, as a list of lines."""
    if min(picture.size) < _SMALLEST:
        return []
    page = straighten(picture)
    lines, quarters = _read(page, FIRST, tessdata)
    if quarters:
        # Positions are wrong if the page was not upright, so it is read again.
        page = page.turned(quarters)
        lines, _none = _read(page, AGAIN, tessdata)
    readings = [lines]
    readings += [_read(page, way, tessdata)[0] for way in OTHERS]
    if any(_MACHINE.search(text_of(line)) for lines in readings for line in lines):
        found = _read(page, _MACHINE_WAY, tessdata, _MACHINE_LETTERS)
        readings.append(found[0])
    return readings


def text_of(line: Line) -> str:
    """The letters of a line without their boxes."""
    return "".join(letter[0] for letter in line)


def _read(
    page: Straight, way: Way, tessdata: str, letters: str = ""
) -> tuple[list[Line], int]:
    """The lines, and the rotation in degrees that would make the page upright."""
    page = page.scaled(way.scale)
    with PyTessBaseAPI(path=tessdata, lang=way.languages, psm=way.layout) as reader:
        reader.SetVariable("thresholding_method", way.threshold)
        if letters:
            reader.SetVariable("tessedit_char_whitelist", letters)
        reader.SetImage(page.image)
        reader.SetSourceResolution(_DPI)
        found = reader.GetIterator() if reader.Recognize() else None
        if found is None:
            return [], 0
        lines = list(_lines(found, page))
        found.Begin()
        return lines, _QUARTERS.get(found.Orientation()[0], 0)


def _lines(found: Any, page: Straight) -> Iterator[Line]:
    line: Line = []
    for symbol in iterate_level(found, RIL.SYMBOL):
        if symbol.IsAtBeginningOf(RIL.TEXTLINE) and line:
            yield line
            line = []
        box = symbol.BoundingBox(RIL.SYMBOL)
        try:
            text = symbol.GetUTF8Text(RIL.SYMBOL)
        except RuntimeError:
            # The symbol has no text.
            continue
        if box and text.strip():
            if line and symbol.IsAtBeginningOf(RIL.WORD):
                text = f" {text}"
            line.append((text, *page.back(box)))
    if line:
        yield line
