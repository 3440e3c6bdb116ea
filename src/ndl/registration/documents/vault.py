"""Pictures are encrypted at rest when the environment holds a key.

Keys never enter the database: `NDL_REGISTRATION_PICTURE_KEYS` holds one or
more, 32 random bytes in base64 each, separated by spaces. The first one
encrypts (AES-256-GCM); all of them decrypt.
"""

from base64 import b64decode
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from dataclasses import dataclass
from dataclasses import field
from hashlib import sha256
from ndl.registration import _
from ndl.registration.errors import DomainError

import binascii
import os


VARIABLE = "NDL_REGISTRATION_PICTURE_KEYS"
PLAIN = ""
_KEY_BYTES = 32
_NONCE_BYTES = 12
_ID_LENGTH = 12
_URL_SAFE = str.maketrans("-_", "+/")


class PictureKeysInvalid(DomainError):
    """The environment holds something that is no key: nothing is stored then."""

    message = _("Images cannot be accepted just now. Please try again later.")


class PictureLocked(DomainError):
    """The picture cannot be decrypted with the keys that the server has."""

    message = _(
        "This picture is encrypted with a key that the server does not have now. "
        "Please tell those who run the server."
    )


@dataclass(frozen=True)
class Key:
    """A key and its public name, which tells nothing of it."""

    secret: bytes = field(repr=False)

    @property
    def name(self) -> str:
        """Tells one key from another."""
        return sha256(b"picture key name " + self.secret).hexdigest()[:_ID_LENGTH]


def read_keys() -> list[Key]:
    """The keys of the environment, the one that encrypts first.

    Raises PictureKeysInvalid.
    """
    return [_read(text) for text in os.environ.get(VARIABLE, "").split()]


def current_key() -> str:
    """The name of the key that encrypts, PLAIN without one.

    Raises PictureKeysInvalid.
    """
    keys = read_keys()
    return keys[0].name if keys else PLAIN


def lock(data: bytes, label: str) -> tuple[str, bytes]:
    """The name of the key, and `data` encrypted with it and bound to `label`.

    Without a key the data stay as they are. Raises PictureKeysInvalid.
    """
    keys = read_keys()
    if not keys:
        return PLAIN, data
    nonce = os.urandom(_NONCE_BYTES)
    box = AESGCM(keys[0].secret)
    return keys[0].name, nonce + box.encrypt(nonce, data, label.encode("utf-8"))


def unlock(name: str, data: bytes, label: str) -> bytes:
    """The reverse of `lock`. Raises PictureLocked, PictureKeysInvalid."""
    key = find_key(name)
    if key is None:
        return data
    nonce, rest = data[:_NONCE_BYTES], data[_NONCE_BYTES:]
    try:
        return AESGCM(key.secret).decrypt(nonce, rest, label.encode("utf-8"))
    except (InvalidTag, ValueError) as error:
        raise PictureLocked from error


def find_key(name: str) -> Key | None:
    """The key of this name, None for PLAIN.

    Raises PictureLocked, PictureKeysInvalid.
    """
    if name == PLAIN:
        return None
    for key in read_keys():
        if key.name == name:
            return key
    raise PictureLocked


def _read(text: str) -> Key:
    try:
        secret = b64decode(text.translate(_URL_SAFE), validate=True)
    except (binascii.Error, ValueError) as error:
        raise PictureKeysInvalid from error
    if len(secret) != _KEY_BYTES:
        raise PictureKeysInvalid
    return Key(secret)
