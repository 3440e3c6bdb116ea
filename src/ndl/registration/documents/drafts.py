"""Pictures between the form and its confirmation, unreadable to the server."""

from BTrees.OOBTree import OOBTree
from collections.abc import Sequence
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from hashlib import sha256
from itertools import islice
from ndl.registration.config import timestamp
from ndl.registration.documents.intake import KeptPicture
from ndl.registration.interfaces import IDraftStore
from ndl.registration.patrons.shards import ShardedTree
from ndl.registration.settings import settings
from persistent import Persistent
from ZODB.blob import Blob
from zope.component import getUtility
from zope.interface import implementer

import os


_SHELVES = 64
_PURGED_AT_ONCE = 4
_NONCE = 12


def get_drafts() -> "DraftStore":
    """The store of the current site."""
    return getUtility(IDraftStore)


class Draft(Persistent):
    """Encrypted pictures and the second in which they expire."""

    def __init__(self, expires: int, blobs: tuple[Blob, ...]) -> None:
        self.expires = expires
        self.blobs = blobs


@implementer(IDraftStore)
class DraftStore(Persistent):
    """One draft of at most two pictures for each owner.

    An owner is the receiver of a mailed link or a patron, so that strangers
    cannot fill the store. The key of the pictures is made of a secret that
    only the owner's link or page holds.
    """

    def __init__(self) -> None:
        self._drafts = ShardedTree()
        self._expiries = tuple(OOBTree() for _ in range(_SHELVES))

    def put(self, owner: str, secret: str, kept: Sequence[KeptPicture]) -> None:
        """Keep these pictures instead of the owner's former ones."""
        key = _digest(owner)
        self._purge(key)
        self._drop(key)
        if not kept:
            return
        box = _Cipher(key, secret)
        blobs = tuple(box.lock(one.to_bytes()) for one in kept)
        expires = timestamp() + settings().confirm_lifetime
        self._drafts[key] = Draft(expires, blobs)
        self._shelf(key)[_expiry_key(expires, key)] = key

    def get(self, owner: str, secret: str) -> tuple[KeptPicture, ...]:
        """The owner's pictures, as far as the secret opens them."""
        key = _digest(owner)
        draft = self._drafts.get(key)
        if draft is None or draft.expires <= timestamp():
            return ()
        box = _Cipher(key, secret)
        try:
            opened = [box.unlock(blob) for blob in draft.blobs]
        except InvalidTag:
            return ()
        return tuple(KeptPicture.from_bytes(data) for data in opened)

    def remove(self, owner: str) -> None:
        """Forget the owner's pictures."""
        self._drop(_digest(owner))

    def _shelf(self, key: str) -> OOBTree:
        return self._expiries[int(key[:4], 16) % _SHELVES]

    def _drop(self, key: str) -> None:
        draft = self._drafts.pop(key)
        if draft is not None:
            self._shelf(key).pop(_expiry_key(draft.expires, key), None)

    def _purge(self, key: str) -> None:
        past = self._shelf(key).values(max=_expiry_key(timestamp(), ""))
        for expired in list(islice(past, _PURGED_AT_ONCE)):
            self._drop(expired)


class _Cipher:
    """Encrypts blobs with a key of the owner's secret."""

    def __init__(self, key: str, secret: str) -> None:
        self._owner = key.encode("ascii")
        info = b"ndl.registration draft pictures"
        derive = HKDF(SHA256(), length=32, salt=self._owner, info=info).derive
        self._aes = AESGCM(derive(secret.encode("utf-8")))

    def lock(self, data: bytes) -> Blob:
        nonce = os.urandom(_NONCE)
        blob = Blob()
        with blob.open("w") as stream:
            stream.write(nonce + self._aes.encrypt(nonce, data, self._owner))
        return blob

    def unlock(self, blob: Blob) -> bytes:
        with blob.open("r") as stream:
            data = stream.read()
        return self._aes.decrypt(data[:_NONCE], data[_NONCE:], self._owner)


def _digest(owner: str) -> str:
    return sha256(f"draft of {owner}".encode()).hexdigest()


def _expiry_key(expires: int, key: str) -> str:
    return f"{expires:012d} {key}"
