"""Small files that need much memory or time in a naive decoder."""

from .build import chunk
from .build import encode
from .build import END
from .build import plain
from .build import png_head
from .build import Specimen
from .build import with_chunk
from .build import zeros
from ndl.registration.documents.errors import PictureTooLarge
from ndl.registration.documents.errors import PictureTooManyPixels
from ndl.registration.documents.errors import PictureUnreadable
from PIL import Image


END_OF_PNG = chunk(b"IEND", b"")
SIDE = 7000


def _claims(width: int, height: int) -> bytes:
    return png_head(width, height) + chunk(b"IDAT", zeros(1)) + END_OF_PNG


def _jpeg_claims() -> bytes:
    data = bytearray(encode(plain()))
    start = data.index(b"\xff\xc0") + 5
    data[start : start + 4] = b"\xff\xdc\xff\xdc"
    return bytes(data)


def many_scans(side: int, more: int) -> bytes:
    """A progressive JPEG whose last scan is repeated `more` times."""
    data = encode(Image.new("RGB", (side, side), "navy"), progressive=True)
    last, end = data.rindex(b"\xff\xda"), data.rindex(END)
    return data[:end] + data[last:end] * more + END


def _begun_with(part: bytes, times: int = 2_000_000) -> bytes:
    data = encode(plain())
    return data[:2] + part * times + data[2:]


def _ended_with(part: bytes, times: int = 2_000_000) -> bytes:
    data = encode(plain())
    return data[: data.rindex(END)] + part * times + END


def _only(part: bytes) -> bytes:
    return b"\xff\xd8" + part * 2_000_000


def _many_chunks(name: bytes, data: bytes = b"") -> bytes:
    png = encode(plain(), "PNG")
    start = png.index(b"IDAT") - 4
    return png[:start] + chunk(name, data) * 500_000 + png[start:]


def _largest_png() -> bytes:
    rows = zeros((SIDE * 4 + 1) * SIDE // 1_000_000 + 1)
    head = png_head(SIDE, SIDE, kind=6)
    return head + chunk(b"IDAT", rows) + END_OF_PNG


OVERSIZED = [
    Specimen(
        "file above the limit",
        lambda: encode(plain()) + bytes(20 * 1024 * 1024),
        PictureTooLarge,
    ),
    Specimen(
        "PNG that claims 60000 × 60000",
        lambda: _claims(60000, 60000),
        PictureTooManyPixels,
    ),
    Specimen(
        "PNG that claims 2147483647 × 1",
        lambda: _claims(2**31 - 1, 1),
        PictureTooManyPixels,
    ),
    Specimen("JPEG that claims 65500 × 65500", _jpeg_claims, PictureTooManyPixels),
    Specimen(
        "one row of pixels above the limit",
        lambda: _claims(10_000, 6_401),
        PictureTooManyPixels,
    ),
    Specimen(
        "PNG whose data go on for a gigabyte",
        lambda: png_head(640, 400) + chunk(b"IDAT", zeros(1000)) + END_OF_PNG,
    ),
    Specimen(
        "compressed text of 200 MB (zTXt)",
        lambda: with_chunk(b"zTXt", b"Comment\0\0" + zeros(200)),
        PictureUnreadable,
    ),
    Specimen(
        "compressed text of 200 MB (iTXt)",
        lambda: with_chunk(b"iTXt", b"Comment\0\1\0\0\0" + zeros(200)),
        PictureUnreadable,
    ),
    Specimen(
        "colour profile of 200 MB (iCCP)",
        lambda: with_chunk(b"iCCP", b"icc\0\0" + zeros(200)),
        PictureUnreadable,
    ),
    Specimen(
        "half a million texts in a PNG",
        lambda: _many_chunks(b"tEXt", b"a\0b"),
        PictureUnreadable,
    ),
    Specimen(
        "half a million empty pieces of a PNG",
        lambda: _many_chunks(b"IDAT"),
        PictureUnreadable,
    ),
    Specimen(
        "progressive JPEG of 10 000 scans",
        lambda: many_scans(SIDE, 10_000),
        PictureUnreadable,
    ),
    *(
        Specimen(name, lambda make=make, part=part: make(part), PictureUnreadable)
        for name, make, part in (
            ("JPEG of two million empty segments", _begun_with, b"\xff\xe0\0\2"),
            ("JPEG of two million bare markers", _begun_with, b"\xff\x01"),
            ("JPEG of four million fill bytes", _begun_with, b"\xff\xff"),
            ("JPEG of four million fill bytes in its scan", _ended_with, b"\xff\xff"),
            ("JPEG of two million stuffed zeros", _begun_with, b"\xff\0"),
            ("nothing but fill bytes", _only, b"\xff\xff"),
        )
    ),
    Specimen("JPEG with some fill bytes", lambda: _begun_with(b"\xff", 100)),
    Specimen(
        "progressive JPEG of 49 megapixels",
        lambda: many_scans(SIDE, 20),
        size=(2600, 2600),
    ),
    Specimen("transparent PNG of 49 megapixels", _largest_png, size=(2600, 2600)),
]
