"""Pictures of identity documents: what is accepted, and in which form (R106-R114)."""

from dataclasses import dataclass
from dataclasses import replace
from io import BytesIO
from ndl.registration.documents.errors import PictureEmpty
from ndl.registration.documents.errors import PictureRefused
from ndl.registration.documents.errors import PictureTooLarge
from ndl.registration.documents.errors import PictureTooManyPixels
from ndl.registration.documents.errors import PictureUnreadable
from ndl.registration.documents.errors import PictureWrongFormat
from ndl.registration.documents.scanner import refuse_infected
from ndl.registration.documents.strict import strict_decoding
from ndl.registration.documents.structure import check_structure
from ndl.registration.documents.traces import Traces
from ndl.registration.settings import settings
from PIL import Image
from PIL import ImageOps

import secrets


FORMATS = ("JPEG", "PNG")
CONTENT_TYPE = "image/jpeg"
QUALITY = 88
# In degrees, clockwise; Pillow counts the other way round.
TURNS = {
    0: None,
    90: Image.Transpose.ROTATE_270,
    180: Image.Transpose.ROTATE_180,
    270: Image.Transpose.ROTATE_90,
}
MAGIC = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")


@dataclass(frozen=True)
class Picture:
    """A picture that we made ourselves from the one that was sent.

    `note` says in few words what the original was and which traces of a
    camera or a program were removed; `marks` what people should look at.
    """

    data: bytes
    content_type: str
    width: int
    height: int
    file_name: str
    note: str
    marks: tuple[str, ...] = ()


def accept_picture(data: bytes, file_name: str = "", turn: int = 0) -> Picture:
    """The upright picture in `data`, made anew without metadata.

    Its owner may have turned it further, by 90, 180 or 270 degrees clockwise.

    Raises a PictureRefused. Nothing is decoded before the size of file and
    picture is known to be within the limits. The name is only looked at for
    hints of a screenshot.
    """
    if not data:
        raise PictureEmpty
    if len(data) > settings().picture_bytes:
        raise PictureTooLarge
    if not data.startswith(MAGIC):
        raise PictureWrongFormat
    refuse_infected(data)
    try:
        check_structure(data)
        with strict_decoding():
            picture = _remake(data, file_name)
    except PictureRefused:
        raise
    except Image.DecompressionBombError as error:
        raise PictureTooManyPixels from error
    except Exception as error:  # a decoder fails in many ways on hostile input
        raise PictureUnreadable from error
    return turn_picture(picture, turn)


def _remake(data: bytes, name: str) -> Picture:
    with Image.open(BytesIO(data), formats=FORMATS) as image:
        if image.width * image.height > settings().picture_pixels:
            raise PictureTooManyPixels
        traces = Traces(image, name)
        note, marks = traces.note, traces.marks
        upright = _decode(image, settings().picture_side)
    return Picture(
        data=_encode(upright),
        content_type=CONTENT_TYPE,
        width=upright.width,
        height=upright.height,
        file_name=f"document-{secrets.token_hex(4)}.jpg",
        note=note,
        marks=marks,
    )


def turn_picture(picture: Picture, turn: int) -> Picture:
    """A picture of ours, turned by 0, 90, 180 or 270 degrees clockwise."""
    method = TURNS[turn]
    if method is None:
        return picture
    with Image.open(BytesIO(picture.data), formats=FORMATS) as image:
        turned = image.transpose(method)
    width, height = turned.size
    return replace(picture, data=_encode(turned), width=width, height=height)


def _encode(image: Image.Image) -> bytes:
    target = BytesIO()
    image.save(target, "JPEG", quality=QUALITY, optimize=True)
    return target.getvalue()


def _decode(image: Image.Image, side: int) -> Image.Image:
    # A JPEG is decoded at a fraction of its size already.
    image.draft(image.mode, (side, side))
    image.load()
    # Reduced before anything else copies it: pictures are large in memory.
    small = _in_full_tones(image)
    small.thumbnail((side, side))
    flat = _on_white(ImageOps.exif_transpose(small))
    plain = Image.new("RGB", flat.size)
    plain.paste(flat)
    return plain


def _in_full_tones(image: Image.Image) -> Image.Image:
    if image.mode.startswith("I"):
        return image.point(lambda value: value / 256).convert("L")
    if image.mode in ("1", "P"):
        return image.convert("RGBA" if image.has_transparency_data else "RGB")
    return image


def _on_white(image: Image.Image) -> Image.Image:
    if not image.has_transparency_data:
        return image.convert("RGB")
    paper = Image.new("RGB", image.size, "white")
    rgba = image.convert("RGBA")
    paper.paste(rgba, mask=rgba.getchannel("A"))
    return paper
