"""Re-encoding of a picture: upright, in sRGB, without metadata.

Runs in a process of its own, see `worker`: Zope is not imported here.
"""

from dataclasses import dataclass
from dataclasses import field
from io import BytesIO
from ndl.registration.documents.structure import check_structure
from ndl.registration.documents.traces import Traces
from PIL import Image
from PIL import ImageCms
from PIL import ImageOps
from typing import Any


FORMATS = ("JPEG", "PNG")
QUALITY = 88
# In degrees clockwise; Pillow counts counterclockwise.
TURNS = {
    0: None,
    90: Image.Transpose.ROTATE_270,
    180: Image.Transpose.ROTATE_180,
    270: Image.Transpose.ROTATE_90,
}
_SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))
# Modes whose color profile cannot be applied after a conversion to another mode.
_OWN_PROFILES = ("CMYK", "L")


class TooManyPixels(Exception):
    """The picture has more pixels than allowed."""


@dataclass(frozen=True)
class DecodeOrder:
    """Parameters for decoding a picture.

    `pixels` is the limit for the original, `side` the longest side of the result.
    """

    pixels: int
    side: int
    turn: int = 0
    file_name: str = ""
    original: str = ""


@dataclass(frozen=True)
class Remade:
    """A re-encoded JPEG, with notes on the origin of the picture."""

    data: bytes = field(repr=False)
    width: int
    height: int
    note: str
    marks: tuple[str, ...]


def remake(data: bytes, order: DecodeOrder) -> Remade:
    """Re-encode the first picture in `data`.

    Raises TooManyPixels; decoders raise many other errors for damaged data.
    """
    check_structure(data)
    try:
        image = Image.open(BytesIO(data), formats=FORMATS)
    except Image.DecompressionBombError as error:
        raise TooManyPixels from error
    with image:
        if image.width * image.height > order.pixels:
            raise TooManyPixels
        traces = Traces(image, order.file_name, order.original)
        note, marks = traces.note, traces.marks
        upright = _decode(image, order.side)
    method = TURNS[order.turn]
    turned = upright if method is None else upright.transpose(method)
    return Remade(_encode(turned), *turned.size, note, marks)


def _encode(image: Image.Image) -> bytes:
    target = BytesIO()
    image.save(target, "JPEG", quality=QUALITY, optimize=True)
    return target.getvalue()


def _decode(image: Image.Image, side: int) -> Image.Image:
    # Lets the decoder reduce a JPEG while reading it.
    image.draft(image.mode, (side, side))
    image.load()
    profile = image.info.get("icc_profile")
    # Reduced before any other copy is made: pictures take much memory.
    small = _in_full_tones(image)
    small.thumbnail((side, side))
    flat = _in_srgb(ImageOps.exif_transpose(small), profile)
    plain = Image.new("RGB", flat.size)
    plain.paste(flat)
    return plain


def _in_full_tones(image: Image.Image) -> Image.Image:
    if image.mode.startswith("I"):
        return image.point(lambda value: value / 256).convert("L")
    if image.mode in ("1", "P"):
        return image.convert("RGBA" if image.has_transparency_data else "RGB")
    return image


def _in_srgb(image: Image.Image, profile: Any) -> Image.Image:
    source = image if image.mode in _OWN_PROFILES else _on_white(image)
    if isinstance(profile, bytes) and profile:
        try:
            its_own = ImageCms.ImageCmsProfile(BytesIO(profile))
            made = ImageCms.profileToProfile(source, its_own, _SRGB, outputMode="RGB")
        except (ImageCms.PyCMSError, OSError, TypeError, ValueError):
            made = None  # The profile does not fit the picture and is ignored.
        if made is not None:
            return made
    return _on_white(source)


def _on_white(image: Image.Image) -> Image.Image:
    if not image.has_transparency_data:
        return image.convert("RGB")
    paper = Image.new("RGB", image.size, "white")
    rgba = image.convert("RGBA")
    paper.paste(rgba, mask=rgba.getchannel("A"))
    return paper
