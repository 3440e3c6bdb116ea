"""Pictures of identity documents: what is accepted, and in which form (R106-R114)."""

from dataclasses import dataclass
from io import BytesIO
from ndl.registration import _
from ndl.registration.config import settings
from ndl.registration.patrons.errors import DomainError
from ndl.registration.review.strict import strict_decoding
from ndl.registration.review.traces import describe
from PIL import Image
from PIL import ImageOps

import secrets


FORMATS = ("JPEG", "PNG")
CONTENT_TYPE = "image/jpeg"
QUALITY = 88
_MAGIC = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")
_MEGA = 1024 * 1024


class PictureRefused(DomainError):
    """The file is no picture that can be checked."""


class PictureEmpty(PictureRefused):
    """The file has no content."""

    message = _("The file is empty. Please choose another file.")


class PictureWrongFormat(PictureRefused):
    """The content is neither JPEG nor PNG, whatever the name says (R113)."""

    message = _("Acceptable image file formats are jpeg or png.")


class PictureUnreadable(PictureRefused):
    """The picture is damaged."""

    message = _(
        "The picture is damaged and cannot be read. Please photograph or scan "
        "the document again."
    )


class PictureTooLarge(PictureRefused):
    """The file has too many bytes; the message names the limit."""

    def __init__(self) -> None:
        super().__init__()
        self.message = _(
            "The file is too large. Files of up to ${limit} MB are accepted.",
            mapping={"limit": f"{settings().picture_bytes / _MEGA:.3g}"},
        )


class PictureTooManyPixels(PictureRefused):
    """The picture is too large in width and height; the message names the limit."""

    def __init__(self) -> None:
        super().__init__()
        self.message = _(
            "The picture is too large. Pictures of up to ${limit} megapixels "
            "are accepted.",
            mapping={"limit": f"{settings().picture_pixels / 1_000_000:.3g}"},
        )


@dataclass(frozen=True)
class Picture:
    """A picture that we made ourselves from the one that was sent.

    `note` says in few words what the original was and which traces of a
    camera or a program were removed.
    """

    data: bytes
    content_type: str
    width: int
    height: int
    file_name: str
    note: str


def accept_picture(data: bytes) -> Picture:
    """The upright picture in `data`, made anew without metadata.

    Raises a PictureRefused. Nothing is decoded before the size of file and
    picture is known to be within the limits.
    """
    if not data:
        raise PictureEmpty
    if len(data) > settings().picture_bytes:
        raise PictureTooLarge
    if not data.startswith(_MAGIC):
        raise PictureWrongFormat
    try:
        with strict_decoding():
            return _remake(data)
    except DomainError:
        raise
    except Image.DecompressionBombError as error:
        raise PictureTooManyPixels from error
    except Exception as error:  # a decoder fails in many ways on hostile input
        raise PictureUnreadable from error


def _remake(data: bytes) -> Picture:
    with Image.open(BytesIO(data), formats=FORMATS) as image:
        if image.width * image.height > settings().picture_pixels:
            raise PictureTooManyPixels
        note = describe(image)
        upright = _decode(image, settings().picture_side)
    target = BytesIO()
    upright.save(target, "JPEG", quality=QUALITY, optimize=True)
    return Picture(
        data=target.getvalue(),
        content_type=CONTENT_TYPE,
        width=upright.width,
        height=upright.height,
        file_name=f"document-{secrets.token_hex(4)}.jpg",
        note=note,
    )


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
