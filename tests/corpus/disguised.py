"""Files of another type than they claim, or of two types at once."""

from .build import chunk
from .build import encode
from .build import noise
from .build import plain
from .build import segment
from .build import Specimen
from .build import with_chunk
from io import BytesIO
from ndl.registration.documents.errors import PictureIsHeic
from ndl.registration.documents.errors import PictureWrongFormat
from zipfile import ZipFile


SCRIPT = b"<script>alert(document.domain)</script>"
PHP = b"<?php system($_GET['c']); ?>"


def _zip() -> bytes:
    target = BytesIO()
    with ZipFile(target, "w") as archive:
        archive.writestr("payload.html", SCRIPT)
    return target.getvalue()


def _of_kind(kind: str) -> bytes:
    return encode(plain().convert("P" if kind == "GIF" else "RGB"), kind)


_OTHERS = {
    "HTML named .jpg": b"<!DOCTYPE html>" + SCRIPT,
    "SVG named .png": b"<svg xmlns='http://www.w3.org/2000/svg'>" + SCRIPT + b"</svg>",
    "PDF named .jpg": b"%PDF-1.7\n%%EOF\n",
    "program named .png": b"MZ\x90\0" + bytes(200),
    "text before a JPEG": b"GIF89a=1;" + encode(plain()),
}

DISGUISED = [
    *(
        Specimen(f"{kind} named .jpg", lambda k=kind: _of_kind(k), PictureWrongFormat)
        for kind in ("GIF", "TIFF", "WEBP", "BMP", "ICO", "PPM")
    ),
    *(
        Specimen(name, lambda data=data: data, PictureWrongFormat)
        for name, data in _OTHERS.items()
    ),
    Specimen(
        "HEIC named .jpg",
        lambda: b"\0\0\0\x18ftypheic\0\0\0\0mif1heic",
        PictureIsHeic,
    ),
    Specimen("ZIP archive named .png", _zip, PictureWrongFormat),
    Specimen(
        "JPEG and ZIP archive in one",
        lambda: encode(noise()) + _zip(),
        gone=(b"PK\x03\x04", b"payload.html"),
    ),
    Specimen(
        "JPEG with a page behind it",
        lambda: encode(noise()) + b"<html>" + SCRIPT,
        gone=(b"<script", b"<html"),
    ),
    Specimen(
        "JPEG with a script as its comment",
        lambda: segment(0xFE, b"*/=1;" + SCRIPT + PHP),
        gone=(b"<script", b"<?php"),
    ),
    Specimen(
        "JPEG with a script in an application segment",
        lambda: segment(0xEF, PHP),
        gone=(b"<?php",),
    ),
    Specimen(
        "PNG with an archive behind it",
        lambda: encode(plain(), "PNG") + _zip(),
        gone=(b"PK\x03\x04", b"payload.html"),
    ),
    Specimen(
        "PNG with a script as its text",
        lambda: with_chunk(b"tEXt", b"Comment\0" + SCRIPT),
        gone=(b"<script",),
    ),
    Specimen(
        "PNG with a piece of its own kind",
        lambda: with_chunk(b"prVt", PHP),
        gone=(b"<?php",),
    ),
    Specimen(
        "PNG with pieces behind its end",
        lambda: encode(plain(), "PNG") + chunk(b"tEXt", b"Comment\0" + SCRIPT),
        gone=(b"<script",),
    ),
    Specimen("JPEG named .png", lambda: encode(plain("red")), pixel=(254, 0, 0)),
]
