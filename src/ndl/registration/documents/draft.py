"""Drafts before submission, encrypted so that the server cannot read them.

The key of a draft is derived from two halves: a secret held only by the owner's link or
browser, and random bytes in the draft object. So a blob left behind by a conflict or a
killed process cannot be opened without the object, not even with the owner's link.
"""

from collections.abc import Iterable
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from dataclasses import dataclass
from ndl.registration.clock import is_over
from ndl.registration.clock import timestamp
from ndl.registration.documents.vault import decrypt
from ndl.registration.documents.vault import encrypt
from ndl.registration.documents.vault import new_key
from ndl.registration.patrons.due_queue import Filed
from ZODB.blob import Blob


_KEY_BYTES = 32
_INFO = b"ndl.registration draft pictures "


@dataclass(frozen=True)
class Handover:
    """Handover to another device, see `handover`; `began` is in seconds since 1970."""

    mark: str
    began: int
    sealed: bytes


class Draft(Filed):
    """Encrypted answers and pictures, half of their key, and their expiry."""

    handover: Handover | None = None

    def __init__(self, expires: int) -> None:
        self.began = timestamp()
        self.expires = expires
        self.salt = new_key()
        self.answers = b""
        self.blobs: tuple[Blob, ...] = ()

    @property
    def is_over(self) -> bool:
        """Whether the draft has expired, or was begun in the future."""
        return is_over(self.began, self.expires - self.began)

    def keep(self, owner: str, secret: str, pictures: Iterable[bytes]) -> None:
        """Encrypt these pictures with a new key for the owner of the secret."""
        answers = self.read(owner, secret)
        self.salt = new_key()
        key = self._key(owner, secret)
        self.blobs = tuple(_blob(encrypt(key, data, owner)) for data in pictures)
        self.write(owner, secret, answers)

    def open(self, owner: str, secret: str) -> list[bytes]:
        """The stored pictures. Raises PictureLocked."""
        key = self._key(owner, secret)
        return [decrypt(key, _content(blob), owner) for blob in self.blobs]

    def write(self, owner: str, secret: str, answers: bytes) -> None:
        """Encrypt these answers for the owner of the secret."""
        key = self._key(owner, secret)
        self.answers = encrypt(key, answers, owner) if answers else b""

    def read(self, owner: str, secret: str) -> bytes:
        """The stored answers. Raises PictureLocked."""
        if not self.answers:
            return b""
        return decrypt(self._key(owner, secret), self.answers, owner)

    def erase(self) -> None:
        """Erase the stored half of the key, so that no copy can be decrypted."""
        self.salt = b""
        self.handover = None
        self.answers = b""
        self.blobs = ()

    def _key(self, owner: str, secret: str) -> bytes:
        info = _INFO + owner.encode("ascii")
        derive = HKDF(SHA256(), length=_KEY_BYTES, salt=self.salt, info=info).derive
        return derive(secret.encode("utf-8"))


def _blob(data: bytes) -> Blob:
    blob = Blob()
    with blob.open("w") as stream:
        stream.write(data)
    return blob


def _content(blob: Blob) -> bytes:
    with blob.open("r") as stream:
        return stream.read()
