"""Stored pictures of an application, which Plone's own code cannot read."""

from collections.abc import Iterable
from ndl.registration import _
from ndl.registration import logger
from ndl.registration.documents.accept import Picture
from ndl.registration.documents.vault import current_key
from ndl.registration.documents.vault import decrypt
from ndl.registration.documents.vault import encrypt
from ndl.registration.documents.vault import lock_key
from ndl.registration.documents.vault import LockedKey
from ndl.registration.documents.vault import new_key
from ndl.registration.documents.vault import unlock_key
from ndl.registration.documents.vault import UNLOCKED
from ndl.registration.errors import Code
from ndl.registration.errors import DomainError
from persistent import Persistent
from ZODB.blob import Blob


class PictureErased(DomainError):
    """The key of the picture was erased, and so the picture is unreadable."""

    code = Code.PICTURE_ERASED
    message = _("This image has been erased.")


class StoredPicture(Persistent):
    """A picture, encrypted in a blob, and the key to it."""

    marks: tuple[str, ...] = ()
    _blob: Blob | None = None
    _key: LockedKey | None = None

    def __init__(self, picture: Picture) -> None:
        self.content_type = picture.content_type
        self.file_name = picture.file_name
        self.width = picture.width
        self.height = picture.height
        self.note = picture.note
        self.marks = tuple(picture.marks)
        key = new_key()
        self._key = lock_key(key, self.file_name)
        self._blob = Blob()
        with self._blob.open("w") as target:
            target.write(encrypt(key, picture.data, self.file_name))

    def read(self) -> bytes:
        """The bytes of the picture.

        Raises PictureErased, PictureLocked, PictureKeysInvalid.
        """
        key = self._open_key()
        if self._blob is None:
            raise PictureErased
        with self._blob.open("r") as source:
            stored = source.read()
        return decrypt(key, stored, self.file_name)

    def to_picture(self) -> Picture:
        """The picture as accepted. Raises the same as `read`."""
        return Picture(
            data=self.read(),
            content_type=self.content_type,
            width=self.width,
            height=self.height,
            file_name=self.file_name,
            note=self.note,
            marks=self.marks,
        )

    @property
    def problem(self) -> str:
        """The reason why the picture cannot be shown, as a message; else empty."""
        try:
            self._open_key()
        except DomainError as error:
            return error.message
        return ""

    @property
    def server_key(self) -> str:
        """The name of the server key that locks the picture's key, or UNLOCKED."""
        return self._key.name if self._key else UNLOCKED

    def lock_again(self) -> bool:
        """Lock the key with the server's first key; False if there is nothing to do.

        Raises PictureLocked, PictureKeysInvalid.
        """
        if self._key is None or current_key() in (UNLOCKED, self.server_key):
            return False
        self._key = lock_key(self._open_key(), self.file_name)
        return True

    def erase(self) -> None:
        """Erase the key, so that no copy of the picture can be read."""
        self._key = None
        self._blob = None

    def _open_key(self) -> bytes:
        if self._key is None:
            raise PictureErased
        return unlock_key(self._key, self.file_name)


def read_all(pictures: Iterable[StoredPicture]) -> list[bytes | None]:
    """The bytes of each picture, or None if it cannot be read."""
    found: list[bytes | None] = []
    for picture in pictures:
        try:
            found.append(picture.read())
        except DomainError as error:
            logger.warning("A picture was not read: %s", error.code.value)
            found.append(None)
    return found
