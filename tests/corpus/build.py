"""Building blocks of the pictures in the corpus."""

from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from ndl.registration.documents.errors import PictureRefused
from PIL import Image

import struct
import zlib


MAGIC = b"\x89PNG\r\n\x1a\n"
AFTER_HEADER = len(MAGIC) + 25
END = b"\xff\xd9"


@dataclass(frozen=True)
class Specimen:
    """A file and the expected result: a refusal, or a picture of `size`.

    `pixel` is the expected colour in the middle, `corner` that at the upper left;
    `gone` are bytes that must not be in the result.
    """

    name: str
    make: Callable[[], bytes]
    refused: type[PictureRefused] | None = None
    size: tuple[int, int] = (640, 400)
    pixel: tuple[int, int, int] | None = None
    corner: tuple[int, int, int] | None = None
    gone: tuple[bytes, ...] = ()
    marks: tuple[str, ...] = ()


def encode(image: Image.Image, kind: str = "JPEG", **options: object) -> bytes:
    """The image as a file."""
    target = BytesIO()
    image.save(target, kind, **options)
    return target.getvalue()


def plain(color: object = "navy", mode: str = "RGB") -> Image.Image:
    """An image of one colour."""
    return Image.new(mode, (640, 400), color)


def noise() -> Image.Image:
    """An image that hardly compresses."""
    return Image.effect_noise((640, 400), 80).convert("RGB")


def display_p3() -> bytes:
    """A colour profile of telephone screens: matrix and gamma 2.2 (ICC, 8.3.3)."""

    def numbers(*values: float) -> bytes:
        parts = (struct.pack(">i", round(value * 65536)) for value in values)
        return b"XYZ \0\0\0\0" + b"".join(parts)

    curve = b"curv\0\0\0\0" + struct.pack(">IH", 1, round(2.2 * 256)) + b"\0\0"
    name = b"P3\0"
    words = b"desc\0\0\0\0" + struct.pack(">I", len(name)) + name + bytes(81)
    tags = {
        b"desc": words,
        b"cprt": b"text\0\0\0\0none\0\0\0\0",
        b"wtpt": numbers(0.9642, 1.0, 0.8249),
        b"rXYZ": numbers(0.51512, 0.2412, -0.00105),
        b"gXYZ": numbers(0.29198, 0.69225, 0.04189),
        b"bXYZ": numbers(0.1571, 0.06657, 0.78407),
        b"rTRC": curve,
        b"gTRC": curve,
        b"bTRC": curve,
    }
    table, body, start = b"", b"", 128 + 4 + 12 * len(tags)
    for tag, value in tags.items():
        table += tag + struct.pack(">II", start + len(body), len(value))
        body += value + bytes(-len(value) % 4)
    size = start + len(body)
    head = struct.pack(">I4xI", size, 0x02200000) + b"mntrRGB XYZ "
    head += struct.pack(">6H", 2026, 1, 1, 0, 0, 0) + b"acsp" + bytes(28)
    head += numbers(0.9642, 1.0, 0.8249)[8:]
    return head.ljust(128, b"\0") + struct.pack(">I", len(tags)) + table + body


def chunk(name: bytes, data: bytes) -> bytes:
    """A chunk of a PNG."""
    crc = struct.pack(">I", zlib.crc32(name + data))
    return struct.pack(">I", len(data)) + name + data + crc


def png_head(width: int, height: int, depth: int = 8, kind: int = 2) -> bytes:
    """The beginning of a PNG that claims this size."""
    head = struct.pack(">IIBBBBB", width, height, depth, kind, 0, 0, 0)
    return MAGIC + chunk(b"IHDR", head)


def with_chunk(name: bytes, data: bytes) -> bytes:
    """A PNG with an additional chunk after its header."""
    png = encode(plain(), "PNG")
    return png[:AFTER_HEADER] + chunk(name, data) + png[AFTER_HEADER:]


def segment(marker: int, data: bytes) -> bytes:
    """A JPEG with an additional segment after its first marker."""
    jpeg = encode(plain())
    extra = bytes((0xFF, marker)) + struct.pack(">H", len(data) + 2) + data
    return jpeg[:2] + extra + jpeg[2:]


def zeros(megabytes: int) -> bytes:
    """This many megabytes of zeros, compressed."""
    packer = zlib.compressobj(9)
    block = bytes(1_000_000)
    packed = b"".join(packer.compress(block) for _ in range(megabytes))
    return packed + packer.flush()
