"""Encryption of pictures, each with a random key that is stored in its object.

Without the object in the database the bytes on disk are useless: blobs left behind by a
conflict or a killed process, `blobstorage.old`, and copies of either. A picture is
erased by erasing its key.

`NDL_REGISTRATION_PICTURE_KEYS` may hold server keys, 32 random bytes in base64 each,
separated by spaces. They lock the keys of the pictures, so that even database and blobs
together are not sufficient. The first key locks; all keys unlock. A change of server
keys rewrites only the few bytes of each picture key, not the blobs.
"""

from base64 import b64decode
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from dataclasses import dataclass
from dataclasses import field
from hashlib import sha256
from ndl.registration import _
from ndl.registration.errors import Code
from ndl.registration.errors import DomainError

import binascii
import os


VARIABLE = "NDL_REGISTRATION_PICTURE_KEYS"
UNLOCKED = ""
_KEY_BYTES = 32
_NONCE_BYTES = 12
_ID_LENGTH = 12
_URL_SAFE = str.maketrans("-_", "+/")


class PictureKeysInvalid(DomainError):
    """The environment variable holds an invalid key, so nothing is stored."""

    code = Code.PICTURE_KEYS_INVALID
    message = _("Images cannot be accepted just now. Please try again later.")


class PictureLocked(DomainError):
    """The server's keys cannot decrypt the picture."""

    code = Code.PICTURE_LOCKED
    message = _(
        "This picture is encrypted with a key that the server does not have now. "
        "Please tell those who run the server."
    )


@dataclass(frozen=True)
class ServerKey:
    """A key from the environment, with a name that reveals nothing about it."""

    secret: bytes = field(repr=False)

    @property
    def name(self) -> str:
        """Public identifier of the key."""
        return sha256(b"picture key name " + self.secret).hexdigest()[:_ID_LENGTH]


@dataclass(frozen=True)
class LockedKey:
    """The key of a picture as stored; `name` is that of the locking server key."""

    name: str
    data: bytes = field(repr=False)


def read_keys() -> list[ServerKey]:
    """The keys in the environment; the first is used for locking.

    Raises PictureKeysInvalid.
    """
    return [_read(text) for text in os.environ.get(VARIABLE, "").split()]


def current_key() -> str:
    """The name of the server key used for locking; UNLOCKED if there is none.

    Raises PictureKeysInvalid.
    """
    keys = read_keys()
    return keys[0].name if keys else UNLOCKED


def new_key() -> bytes:
    """A random key for a picture."""
    return AESGCM.generate_key(8 * _KEY_BYTES)


def encrypt(key: bytes, data: bytes, label: str) -> bytes:
    """`data` encrypted and bound to `label`."""
    nonce = os.urandom(_NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, data, label.encode("utf-8"))


def decrypt(key: bytes, data: bytes, label: str) -> bytes:
    """The reverse of `encrypt`. Raises PictureLocked."""
    nonce, rest = data[:_NONCE_BYTES], data[_NONCE_BYTES:]
    try:
        return AESGCM(key).decrypt(nonce, rest, label.encode("utf-8"))
    except (InvalidTag, ValueError) as error:
        raise PictureLocked from error


def lock_key(key: bytes, label: str) -> LockedKey:
    """The key of a picture, locked with the server's first key if there is any.

    Raises PictureKeysInvalid.
    """
    keys = read_keys()
    if not keys:
        return LockedKey(UNLOCKED, key)
    return LockedKey(keys[0].name, encrypt(keys[0].secret, key, label))


def unlock_key(locked: LockedKey, label: str) -> bytes:
    """The reverse of `lock_key`. Raises PictureLocked, PictureKeysInvalid."""
    if locked.name == UNLOCKED:
        return locked.data
    for key in read_keys():
        if key.name == locked.name:
            return decrypt(key.secret, locked.data, label)
    raise PictureLocked


def _read(text: str) -> ServerKey:
    try:
        secret = b64decode(text.translate(_URL_SAFE), validate=True)
    except (binascii.Error, ValueError) as error:
        raise PictureKeysInvalid from error
    if len(secret) != _KEY_BYTES:
        raise PictureKeysInvalid
    return ServerKey(secret)
