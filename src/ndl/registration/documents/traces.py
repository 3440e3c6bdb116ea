"""Traces of camera and program in a picture, as a hint for people (R111, R112).

A hint is never a reason to refuse: phones and programs leave what they like.
"""

from enum import StrEnum
from ndl.registration.documents.screens import is_camera_shape
from ndl.registration.documents.screens import is_screen
from PIL import ExifTags
from PIL import Image

import re


SMALL_SIDE = 600
_CAMERA = (ExifTags.Base.Make, ExifTags.Base.Model)
_EXPOSURE = (ExifTags.Base.ExposureTime, ExifTags.Base.FNumber)
_TEXT = ("Software", "Comment", "Description", "Title", "Source")
_XMP = ("xmp", "XML:com.adobe.xmp")
_LONGEST = 60
_LONGEST_XMP = 65536
_ORIGINAL = re.compile(r"(JPEG|PNG) ([1-9]\d{0,4})x([1-9]\d{0,4})", re.ASCII)
_SCREENSHOT = re.compile(
    r"screen[ _-]?(shot|capture|clip|grab)|snipping ?tool|snip & sketch"
    r"|greenshot|sharex|flameshot|ksnip|lightshot|gyazo|monosnap|spectacle"
    r"|スクリーンショット|スクリーンキャプチャ|スクショ|画面キャプチャ"
    r"|屏幕截图|截屏|截图|스크린샷|bildschirmfoto|capture d.écran"
    r"|captura de (pantalla|tela)|schermata",
    re.IGNORECASE,
)


class Mark(StrEnum):
    """What may make a picture useless."""

    SCREENSHOT = "screenshot"
    SCREEN_SIZE = "screen-size"
    SMALL = "small"


class Traces:
    """What a picture tells of its origin; `file_name` is what it was called.

    `original` is what it was before a browser made it smaller, say "PNG 5120x2880".
    The browser leaves camera and program of a JPEG in it.
    """

    def __init__(
        self, image: Image.Image, file_name: str = "", original: str = ""
    ) -> None:
        self._image = image
        self._format, self._size = str(image.format), image.size
        self._was_larger = match = _ORIGINAL.fullmatch(original)
        if match:
            self._format, self._size = match[1], (int(match[2]), int(match[3]))
        self._name = file_name
        self._exif = image.getexif()
        self._details = self._exif.get_ifd(ExifTags.IFD.Exif)

    @property
    def note(self) -> str:
        """Kind, size and traces of the original, without words of a language."""
        image = self._image
        size = f"{self._format} {self._size[0]} × {self._size[1]}"
        if self._was_larger:
            size += f" → {image.width} × {image.height}"
        facts = [size, *self._words()]
        if self._exif.get_ifd(ExifTags.IFD.GPSInfo):
            facts.append("GPS")
        return " · ".join(dict.fromkeys(fact for fact in facts if fact))

    @property
    def marks(self) -> tuple[Mark, ...]:
        """What people should have an eye on."""
        found = []
        if self._says_screenshot():
            found.append(Mark.SCREENSHOT)
        elif self._fills_screen():
            found.append(Mark.SCREEN_SIZE)
        if max(self._image.size) < SMALL_SIDE:
            found.append(Mark.SMALL)
        return tuple(found)

    def _words(self) -> list[str]:
        values = [self._exif.get(tag) for tag in (*_CAMERA, ExifTags.Base.Software)]
        values += [self._image.info.get(key) for key in _TEXT]
        values.append(self._details.get(ExifTags.Base.UserComment))
        return [_clean(value) for value in values]

    def _says_screenshot(self) -> bool:
        packets = [_text(self._image.info.get(key))[:_LONGEST_XMP] for key in _XMP]
        said = "\n".join((*self._words(), *packets, self._name))
        return _SCREENSHOT.search(said) is not None

    def _fills_screen(self) -> bool:
        size = self._size
        if not is_screen(*size) or self._has_camera():
            return False
        return self._format == "PNG" or not is_camera_shape(*size)

    def _has_camera(self) -> bool:
        return any(self._exif.get(tag) for tag in _CAMERA) or any(
            tag in self._details for tag in _EXPOSURE
        )


def _text(value: object) -> str:
    if isinstance(value, bytes):
        return value.decode("utf-8", "ignore")
    return value if isinstance(value, str) else ""


def _clean(value: object) -> str:
    text = _text(value)[:_LONGEST]
    return "".join(c for c in text if c.isprintable()).strip()
