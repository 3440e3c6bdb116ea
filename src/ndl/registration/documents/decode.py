"""Making a picture anew: upright, in sRGB, without metadata.

Runs in a process of its own, see `worker`: nothing of Zope is imported here.
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
# In degrees, clockwise; Pillow counts the other way round.
TURNS = {
    0: None,
    90: Image.Transpose.ROTATE_270,
    180: Image.Transpose.ROTATE_180,
    270: Image.Transpose.ROTATE_90,
}
_SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))
# A profile of one of these cannot be applied once another mode was made of it.
_OWN_PROFILES = ("CMYK", "L")


class TooManyPixels(Exception):
    """The picture is larger than asked for."""


@dataclass(frozen=True)
class Order:
    """Parameters for decoding a picture.

    `pixels` limits the picture that is decoded, `side` the one that is made.
    """

    pixels: int
    side: int
    turn: int = 0
    file_name: str = ""
    original: str = ""


@dataclass(frozen=True)
class Remade:
    """A re-encoded JPEG, and metadata on the origin of the original."""

    data: bytes = field(repr=False)
    width: int
    height: int
    note: str
    marks: tuple[str, ...]


def remake(data: bytes, order: Order) -> Remade:
    """A new picture of the first one in `data`.

    Raises TooManyPixels; decoders raise many others on what is damaged.
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
    # A JPEG is decoded at a fraction of its size already.
    image.draft(image.mode, (side, side))
    image.load()
    profile = image.info.get("icc_profile")
    # Reduced before anything else copies it: pictures are large in memory.
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
            made = None  # A profile that does not fit says nothing of the colours.
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
