"""Pictures as they are kept with an application, out of reach of stock code."""

from ndl.registration.documents.accept import Picture
from ndl.registration.documents.vault import current_key
from ndl.registration.documents.vault import find_key
from ndl.registration.documents.vault import lock
from ndl.registration.documents.vault import PLAIN
from ndl.registration.documents.vault import unlock
from ndl.registration.errors import DomainError
from persistent import Persistent
from ZODB.blob import Blob


class StoredPicture(Persistent):
    """A picture whose bytes lie in a blob, encrypted if the server has a key."""

    marks: tuple[str, ...] = ()
    key: str = PLAIN

    def __init__(self, picture: Picture) -> None:
        self.content_type = picture.content_type
        self.file_name = picture.file_name
        self.width = picture.width
        self.height = picture.height
        self.note = picture.note
        self.marks = tuple(picture.marks)
        self._blob = Blob()
        self._write(picture.data)

    def read(self) -> bytes:
        """The bytes of the picture. Raises PictureLocked, PictureKeysInvalid."""
        with self._blob.open("r") as source:
            stored = source.read()
        return unlock(self.key, stored, self.file_name)

    @property
    def problem(self) -> str:
        """Why it cannot be shown, as a message; empty if it can."""
        try:
            find_key(self.key)
        except DomainError as error:
            return error.message
        return ""

    def encrypt(self) -> bool:
        """Encrypt with the server's first key; False if that was done already.

        Raises PictureLocked, PictureKeysInvalid.
        """
        if self.key == current_key() or current_key() == PLAIN:
            return False
        self._write(self.read())
        return True

    def erase(self) -> None:
        """Forget the bytes; the blob is empty from the next commit on."""
        with self._blob.open("w") as target:
            target.truncate()

    def _write(self, data: bytes) -> None:
        self.key, stored = lock(data, self.file_name)
        with self._blob.open("w") as target:
            target.write(stored)
