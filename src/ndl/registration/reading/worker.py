"""Process that reads pictures: `python -m ...worker`.

Like the process that decodes uploads, it has no keys, no database and little memory.
"""

from io import BytesIO
from ndl.registration.documents.worker import DONE
from ndl.registration.documents.worker import serve
from ndl.registration.documents.worker import UNREADABLE
from PIL import Image
from typing import Any

import json


# More than any picture stored with the default settings has.
MOST_PIXELS = 64_000_000
_ENOUGH = 2400


def answer(facts: dict[str, Any], data: bytes) -> tuple[dict[str, Any], bytes]:
    """The lines of a picture, as JSON; `tessdata` is the folder of language data."""
    try:
        from ndl.registration.reading.ocr import read_picture

        with Image.open(BytesIO(data), formats=("JPEG",)) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                return {"outcome": UNREADABLE, "error": "TooManyPixels"}, b""
            picture.draft("L", (_ENOUGH, _ENOUGH))
            readings = read_picture(picture, facts["tessdata"])
    except Exception as error:  # noqa: BLE001 (libraries fail in many ways)
        return {"outcome": UNREADABLE, "error": type(error).__name__}, b""
    return {"outcome": DONE}, json.dumps(readings).encode("ascii")


if __name__ == "__main__":
    serve(answer)
