"""Pictures that were cut off are refused, whatever else runs in the process.

plone.scale tells Pillow, for all threads, to fill up truncated pictures. Half
a document is no use to an editor.
"""

from io import BytesIO
from PIL import Image


class WholeFile(BytesIO):
    """A file that must not end before the picture in it does."""

    def read(self, size: int | None = -1) -> bytes:
        """Some bytes; asking for more than there are is an error."""
        found = super().read(size)
        if not found and size:
            raise OSError("the picture is truncated")
        return found


def demand_all(image: Image.Image) -> None:
    """Let loading the picture fail when its data end too early."""
    read_on = getattr(image, "load_read", None)
    if read_on is None:
        return

    def read(size: int) -> bytes:
        found = read_on(size)
        if not found:
            raise OSError("the picture is truncated")
        return found

    image.load_read = read  # type: ignore[attr-defined]
