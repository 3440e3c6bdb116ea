"""Acceptance and re-encoding of pictures of identity documents (R106-R114)."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from dataclasses import replace
from ndl.registration.documents.decode import DecodeOrder
from ndl.registration.documents.decode import TURNS
from ndl.registration.documents.errors import PictureEmpty
from ndl.registration.documents.errors import PictureIsHeic
from ndl.registration.documents.errors import PicturesBusy
from ndl.registration.documents.errors import PictureTooLarge
from ndl.registration.documents.errors import PictureTooManyPixels
from ndl.registration.documents.errors import PictureTooSlow
from ndl.registration.documents.errors import PictureUnreadable
from ndl.registration.documents.errors import PictureWrongFormat
from ndl.registration.documents.pool import AllBusy
from ndl.registration.documents.pool import POOL
from ndl.registration.documents.process import WorkerFailed
from ndl.registration.documents.process import WorkerTooSlow
from ndl.registration.documents.scanner import refuse_infected
from ndl.registration.documents.worker import DONE
from ndl.registration.documents.worker import TOO_MANY_PIXELS
from ndl.registration.settings import settings

import secrets


CONTENT_TYPE = "image/jpeg"
# Brands that follow "ftyp" in the container of HEIC images.
HEIC_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1")
MAGIC = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")


@dataclass(frozen=True)
class Picture:
    """A picture re-encoded from an uploaded file.

    `note` briefly describes the original, with the traces of camera or program that
    were removed; `marks` are signs for editors to check.
    """

    data: bytes
    content_type: str
    width: int
    height: int
    file_name: str
    note: str
    marks: tuple[str, ...] = ()


def is_busy() -> bool:
    """Whether an upload would be refused now because all processes are busy."""
    return not POOL.has_place(settings().picture_workers)


def accept_picture(
    data: bytes, file_name: str = "", turn: int = 0, original: str = ""
) -> Picture:
    """The upright picture in `data`, re-encoded without metadata.

    `turn` is a further rotation chosen by the owner: 0, 90, 180 or 270 degrees
    clockwise. The sizes of file and picture are checked before decoding. The file name
    is only searched for hints of a screenshot; `original` is the browser's description
    of a picture that it made smaller, such as "PNG 5120x2880".

    Raises a PictureRefused; PicturesBusy if the file was not examined.
    """
    if not data:
        raise PictureEmpty
    if len(data) > settings().picture_bytes:
        raise PictureTooLarge
    if not data.startswith(MAGIC):
        raise PictureIsHeic if _is_heic(data) else PictureWrongFormat
    with _place():
        # The scanner may be slow, too, so it needs a place as well.
        refuse_infected(data)
        values = settings()
        pixels, side = values.picture_pixels, values.picture_side
        return _remake(data, DecodeOrder(pixels, side, turn, file_name, original))


def turn_picture(picture: Picture, turn: int) -> Picture:
    """An accepted picture, rotated by 0, 90, 180 or 270 degrees clockwise.

    Raises PicturesBusy, and other PictureRefused if its decoder fails.
    """
    if TURNS[turn] is None:
        return picture
    pixels = settings().picture_pixels
    side = max(picture.width, picture.height)
    with _place():
        turned = _remake(picture.data, DecodeOrder(pixels, side, turn))
    return replace(picture, data=turned.data, width=turned.width, height=turned.height)


def _is_heic(data: bytes) -> bool:
    return data[4:8] == b"ftyp" and data[8:12] in HEIC_BRANDS


@contextmanager
def _place() -> Iterator[None]:
    try:
        with POOL.place(settings().picture_workers):
            yield
    except AllBusy as error:
        raise PicturesBusy from error


def _remake(data: bytes, order: DecodeOrder) -> Picture:
    try:
        facts, made = POOL.decode(order, data, settings().picture_seconds)
    except WorkerTooSlow as error:
        raise PictureTooSlow from error
    except WorkerFailed as error:
        raise PictureUnreadable from error
    outcome = facts.pop("outcome")
    if outcome == TOO_MANY_PIXELS:
        raise PictureTooManyPixels
    if outcome != DONE:
        raise PictureUnreadable
    return Picture(
        data=made,
        content_type=CONTENT_TYPE,
        width=facts["width"],
        height=facts["height"],
        file_name=f"document-{secrets.token_hex(4)}.jpg",
        note=facts["note"],
        marks=tuple(facts["marks"]),
    )
