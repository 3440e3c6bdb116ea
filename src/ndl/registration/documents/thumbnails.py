"""Small pictures, for pages that show what was chosen."""

from io import BytesIO
from PIL import Image


SIDE = 320


def thumbnail(data: bytes) -> bytes:
    """An accepted picture with at most SIDE pixels a side, as JPEG.

    Only for pictures that `accept` has made: they are sound and small enough to be
    decoded in the process of the portal.
    """
    target = BytesIO()
    with Image.open(BytesIO(data), formats=("JPEG",)) as picture:
        picture.draft("RGB", (SIDE, SIDE))
        picture.thumbnail((SIDE, SIDE))
        picture.convert("RGB").save(target, "JPEG", quality=80)
    return target.getvalue()
