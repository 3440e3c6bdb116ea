"""Pictures as they are kept with an application, out of reach of stock code."""

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
    """The key of the picture is gone, and with it the picture."""

    code = Code.PICTURE_ERASED
    message = _("This image has been erased.")


class StoredPicture(Persistent):
    """A picture whose bytes lie encrypted in a blob, and the key to them."""

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
        """The picture as it was accepted. Raises as `read` does."""
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
        """The reason why it cannot be shown, as a message; empty if it can."""
        try:
            self._open_key()
        except DomainError as error:
            return error.message
        return ""

    @property
    def server_key(self) -> str:
        """The name of the server's key that locks it; empty without one."""
        return self._key.name if self._key else UNLOCKED

    def lock_again(self) -> bool:
        """Lock with the server's first key; False if that was done already.

        Raises PictureLocked, PictureKeysInvalid.
        """
        if self._key is None or current_key() in (UNLOCKED, self.server_key):
            return False
        self._key = lock_key(self._open_key(), self.file_name)
        return True

    def erase(self) -> None:
        """Forget the key: no copy of the bytes can be read from then on."""
        self._key = None
        self._blob = None

    def _open_key(self) -> bytes:
        if self._key is None:
            raise PictureErased
        return unlock_key(self._key, self.file_name)


def read_all(pictures: Iterable[StoredPicture]) -> list[bytes | None]:
    """The bytes of pictures; None for each that cannot be read."""
    found: list[bytes | None] = []
    for picture in pictures:
        try:
            found.append(picture.read())
        except DomainError as error:
            logger.warning("A picture was not read: %s", error.code.value)
            found.append(None)
    return found
