"""Pictures as they are kept with an application, out of reach of stock code."""

from ndl.registration.review.documents import Picture
from persistent import Persistent
from ZODB.blob import Blob


class StoredPicture(Persistent):
    """A picture whose bytes lie in a blob."""

    marks: tuple[str, ...] = ()

    def __init__(self, picture: Picture) -> None:
        self.content_type = picture.content_type
        self.file_name = picture.file_name
        self.width = picture.width
        self.height = picture.height
        self.note = picture.note
        self.marks = tuple(picture.marks)
        self._blob = Blob()
        with self._blob.open("w") as target:
            target.write(picture.data)

    def read(self) -> bytes:
        """The bytes of the picture."""
        with self._blob.open("r") as source:
            return source.read()

    def erase(self) -> None:
        """Forget the bytes; the blob is empty from the next commit on."""
        with self._blob.open("w") as target:
            target.truncate()
