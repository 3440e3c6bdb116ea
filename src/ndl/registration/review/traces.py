"""Traces of camera and program in a picture, as a hint for the editor (R111, R112)."""

from PIL import ExifTags
from PIL import Image


_EXIF = (ExifTags.Base.Make, ExifTags.Base.Model, ExifTags.Base.Software)
_TEXT = ("Software", "Comment", "Description")
_LONGEST = 60


def describe(image: Image.Image) -> str:
    """Kind, size and the traces of the original, without words of a language."""
    facts = [f"{image.format} {image.width} × {image.height}", *_traces(image)]
    return " · ".join(dict.fromkeys(fact for fact in facts if fact))


def _traces(image: Image.Image) -> list[str]:
    exif = image.getexif()
    found = [_clean(exif.get(tag)) for tag in _EXIF]
    found += [_clean(image.info.get(key)) for key in _TEXT]
    comment = exif.get_ifd(ExifTags.IFD.Exif).get(ExifTags.Base.UserComment)
    found.append(_clean(comment))
    if exif.get_ifd(ExifTags.IFD.GPSInfo):
        found.append("GPS")
    return found


def _clean(value: object) -> str:
    if isinstance(value, bytes):
        value = value.decode("ascii", "ignore")
    if not isinstance(value, str):
        return ""
    return "".join(c for c in value[:_LONGEST] if c.isprintable()).strip()
