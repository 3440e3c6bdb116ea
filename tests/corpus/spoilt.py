"""Files that are damaged, by accident or on purpose."""

from .build import AFTER_HEADER
from .build import chunk
from .build import encode
from .build import END
from .build import MAGIC
from .build import noise
from .build import plain
from .build import png_head
from .build import Specimen
from ndl.registration.documents.errors import PictureEmpty
from ndl.registration.documents.errors import PictureUnreadable
from ndl.registration.documents.errors import PictureWrongFormat

import zlib


def _cut(kind: str, share: float) -> bytes:
    data = encode(noise(), kind)
    return data[: int(len(data) * share)]


def _flipped(position: int) -> bytes:
    data = bytearray(encode(plain(), "PNG"))
    data[position] ^= 0xFF
    return bytes(data)


def _short_data() -> bytes:
    packed = zlib.compress(bytes(1000))
    return png_head(640, 400) + chunk(b"IDAT", packed) + chunk(b"IEND", b"")


def _no_height() -> bytes:
    data = bytearray(encode(plain()))
    start = data.index(b"\xff\xc0") + 5
    data[start : start + 2] = b"\0\0"
    return bytes(data)


def _no_tables() -> bytes:
    data = encode(plain())
    start, end = data.index(b"\xff\xdb"), data.index(b"\xff\xc0")
    return data[:start] + data[end:]


def _without_end(kind: str) -> bytes:
    data = encode(noise(), kind)
    return data[: data.rindex(END) if kind == "JPEG" else -12]


SPOILT = [
    Specimen("empty file", lambda: b"", PictureEmpty),
    Specimen("one byte", lambda: b"\xff", PictureWrongFormat),
    Specimen("beginning of a JPEG alone", lambda: b"\xff\xd8\xff", PictureUnreadable),
    Specimen("beginning of a PNG alone", lambda: MAGIC, PictureUnreadable),
    *(
        Specimen(
            f"{kind} cut off at {share:.0%}",
            lambda k=kind, s=share: _cut(k, s),
            PictureUnreadable,
        )
        for kind in ("JPEG", "PNG")
        for share in (0.02, 0.5, 0.99)
    ),
    Specimen("JPEG without its end", lambda: _without_end("JPEG"), PictureUnreadable),
    Specimen("PNG without its end", lambda: _without_end("PNG")),
    Specimen("PNG with a wrong checksum", lambda: _flipped(30), PictureUnreadable),
    Specimen(
        "PNG with a changed byte",
        lambda: _flipped(AFTER_HEADER + 20),
        PictureUnreadable,
    ),
    Specimen("PNG of too little data", _short_data, PictureUnreadable),
    Specimen(
        "PNG of zero width",
        lambda: png_head(0, 400) + chunk(b"IDAT", b"") + chunk(b"IEND", b""),
        PictureUnreadable,
    ),
    Specimen("JPEG of zero height", _no_height, PictureUnreadable),
    Specimen("JPEG without its tables", _no_tables, PictureUnreadable),
    Specimen(
        "PNG of an impossible depth",
        lambda: png_head(640, 400, depth=7) + chunk(b"IEND", b""),
        PictureUnreadable,
    ),
    Specimen(
        "rubbish behind the beginning of a JPEG",
        lambda: b"\xff\xd8\xff" + b"rubbish" * 1000,
        PictureUnreadable,
    ),
]
