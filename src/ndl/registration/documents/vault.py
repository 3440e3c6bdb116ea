"""Pictures are encrypted with a random key each, which lies in their object.

Bytes on the disk mean nothing without the object in the database: neither the
blobs that a conflict or a killed process leaves behind, nor `blobstorage.old`,
nor copies of either. A picture is erased by erasing its key.

`NDL_REGISTRATION_PICTURE_KEYS` may hold keys of the server, 32 random bytes in
base64 each, separated by spaces. They lock the keys of the pictures, so that
database and blobs together do not suffice either. The first one locks; all of
them open. A change of keys rewrites the few bytes of each key and no blob.
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
    """The environment holds something that is no key: nothing is stored then."""

    code = Code.PICTURE_KEYS_INVALID
    message = _("Images cannot be accepted just now. Please try again later.")


class PictureLocked(DomainError):
    """The picture cannot be decrypted with the keys that the server has."""

    code = Code.PICTURE_LOCKED
    message = _(
        "This picture is encrypted with a key that the server does not have now. "
        "Please tell those who run the server."
    )


@dataclass(frozen=True)
class ServerKey:
    """A key from the environment, and a public name that reveals nothing of it."""

    secret: bytes = field(repr=False)

    @property
    def name(self) -> str:
        """Tells one key from another."""
        return sha256(b"picture key name " + self.secret).hexdigest()[:_ID_LENGTH]


@dataclass(frozen=True)
class LockedKey:
    """The key of a picture as it is stored; `name` is that of the server's key."""

    name: str
    data: bytes = field(repr=False)


def read_keys() -> list[ServerKey]:
    """The keys of the environment, the one that locks first.

    Raises PictureKeysInvalid.
    """
    return [_read(text) for text in os.environ.get(VARIABLE, "").split()]


def current_key() -> str:
    """The name of the server's key that locks, UNLOCKED without one.

    Raises PictureKeysInvalid.
    """
    keys = read_keys()
    return keys[0].name if keys else UNLOCKED


def new_key() -> bytes:
    """A random key for one picture."""
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
    """The key of a picture, locked with the server's first key if it has one.

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
