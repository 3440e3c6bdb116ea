"""Parts of which the pictures of the corpus are made."""

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
    """A file and what becomes of it: refused, or a picture of `size`.

    `pixel` is the colour expected in the middle, `corner` the one at the upper
    left; `gone` is what must not be left in the result.
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
    """An image that cannot be compressed much."""
    return Image.effect_noise((640, 400), 80).convert("RGB")


def chunk(name: bytes, data: bytes) -> bytes:
    """A piece of a PNG."""
    crc = struct.pack(">I", zlib.crc32(name + data))
    return struct.pack(">I", len(data)) + name + data + crc


def png_head(width: int, height: int, depth: int = 8, kind: int = 2) -> bytes:
    """The beginning of a PNG that claims to be so large."""
    head = struct.pack(">IIBBBBB", width, height, depth, kind, 0, 0, 0)
    return MAGIC + chunk(b"IHDR", head)


def with_chunk(name: bytes, data: bytes) -> bytes:
    """A PNG with one more piece behind its header."""
    png = encode(plain(), "PNG")
    return png[:AFTER_HEADER] + chunk(name, data) + png[AFTER_HEADER:]


def segment(marker: int, data: bytes) -> bytes:
    """A JPEG with one more segment behind its first marker."""
    jpeg = encode(plain())
    extra = bytes((0xFF, marker)) + struct.pack(">H", len(data) + 2) + data
    return jpeg[:2] + extra + jpeg[2:]


def zeros(megabytes: int) -> bytes:
    """So many zeros, compressed."""
    packer = zlib.compressobj(9)
    block = bytes(1_000_000)
    packed = b"".join(packer.compress(block) for _ in range(megabytes))
    return packed + packer.flush()
