"""Traces of camera and program in a picture, as hints for editors (R111, R112).

A hint alone is never a reason to refuse a picture, as phones and programs differ.
"""

from enum import StrEnum
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
# Screen sizes as short by long side in pixels: a picture of exactly this size may be a
# screenshot (R111).
_PHONES = """
640x1136 720x1280 720x1520 720x1560 720x1600 720x1612 750x1334 828x1792
1008x2244 1080x1920 1080x2160 1080x2220 1080x2246 1080x2280 1080x2312 1080x2340
1080x2376 1080x2400 1080x2408 1080x2412 1080x2424 1080x2460 1080x2520 1096x2560
1125x2436 1170x2532 1179x2556 1206x2622 1220x2712 1242x2208 1242x2688 1260x2736
1260x2800 1280x2856 1284x2778 1290x2796 1320x2868 1344x2992 1440x2560 1440x2880
1440x2960 1440x3040 1440x3088 1440x3120 1440x3168 1440x3200 1644x3840
"""
_TABLETS = """
768x1024 800x1280 1200x1920 1200x2000 1488x2266 1536x2048 1600x2560 1620x2160
1640x2360 1668x2224 1668x2388 1668x2420 1752x2800 1848x2960 2048x2732 2064x2752
"""
_COMPUTERS = """
720x1280 768x1366 800x1280 864x1536 900x1440 900x1600 1024x1280 1050x1680
1080x1920 1080x2560 1200x1920 1440x2560 1440x3440 1504x2256 1600x2560 1664x2560
1800x2880 1824x2736 1864x2880 1964x3024 2000x3000 2160x3840 2234x3456 2880x5120
"""
_SIZES = frozenset(
    tuple(int(side) for side in size.split("x"))
    for size in (_PHONES + _TABLETS + _COMPUTERS).split()
)
# Usual proportions of pictures from cameras and scanners, short by long side.
_CAMERA_SHAPES = ((2, 3), (3, 4), (9, 16))


class Mark(StrEnum):
    """A sign that a picture may be unusable."""

    SCREENSHOT = "screenshot"
    SCREEN_SIZE = "screen-size"
    SMALL = "small"


class Traces:
    """Metadata on the origin of a picture; `file_name` is its original name.

    `original` describes the picture before a browser made it smaller, such as
    "PNG 5120x2880". The browser keeps a JPEG's data on camera and program.
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
        """Format, size and traces of the original, independent of language."""
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
        """Signs for editors to check."""
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


def is_screen(width: int, height: int) -> bool:
    """Whether this is a common screen size, in either orientation."""
    return (min(width, height), max(width, height)) in _SIZES


def is_camera_shape(width: int, height: int) -> bool:
    """Whether these proportions are common for cameras."""
    short, long = sorted((width, height))
    return any(short * b == long * a for a, b in _CAMERA_SHAPES)


def _text(value: object) -> str:
    if isinstance(value, bytes):
        return value.decode("utf-8", "ignore")
    return value if isinstance(value, str) else ""


def _clean(value: object) -> str:
    text = _text(value)[:_LONGEST]
    return "".join(c for c in text if c.isprintable()).strip()
