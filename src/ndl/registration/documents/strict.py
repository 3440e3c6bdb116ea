"""Pictures that are cut off or damaged are refused, whatever else runs here.

plone.scale tells Pillow, for the whole process, to fill up truncated pictures
and to overlook errors. Half a document is no use to an editor.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from PIL import ImageFile
from threading import Lock


_lock = Lock()


@contextmanager
def strict_decoding() -> Iterator[None]:
    """Let decoding fail on damaged pictures; one thread at a time.

    That also bounds the memory that pictures of strangers can take.
    """
    with _lock:
        usual = ImageFile.LOAD_TRUNCATED_IMAGES
        ImageFile.LOAD_TRUNCATED_IMAGES = False
        try:
            yield
        finally:
            ImageFile.LOAD_TRUNCATED_IMAGES = usual
