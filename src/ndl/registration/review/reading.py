"""The stored OCR result of an application's pictures.

It is a separate object, so that reading never conflicts with a decision by an editor.
The hints are encrypted like the pictures, and erased with them.
"""

from enum import StrEnum
from ndl.registration.documents.vault import current_key
from ndl.registration.documents.vault import decrypt
from ndl.registration.documents.vault import encrypt
from ndl.registration.documents.vault import lock_key
from ndl.registration.documents.vault import LockedKey
from ndl.registration.documents.vault import new_key
from ndl.registration.documents.vault import unlock_key
from ndl.registration.documents.vault import UNLOCKED
from ndl.registration.patrons.due_queue import Work
from ndl.registration.reading.hints import Hints


_LABEL = "hints"


class Stage(StrEnum):
    """States of a reading."""

    WAITING = "waiting"
    READ = "read"
    FAILED = "failed"
    ERASED = "erased"


class Reading(Work):
    """The OCR result of one application."""

    stage: Stage = Stage.WAITING
    _key: LockedKey | None = None
    _data: bytes = b""

    @property
    def is_erased(self) -> bool:
        """Whether the pictures were erased."""
        return self.stage is Stage.ERASED

    def begin(self) -> None:
        """Discard the former result, to have the present pictures read."""
        self.forget()
        self.stage, self.tries = Stage.WAITING, 0
        self.turn += 1

    def keep(self, hints: Hints) -> None:
        """Store the hints, encrypted. Raises PictureKeysInvalid."""
        key = new_key()
        self._key = lock_key(key, _LABEL)
        self._data = encrypt(key, hints.to_bytes(), _LABEL)
        self.stage = Stage.READ

    def fail(self) -> None:
        """Record that none of the pictures could be read."""
        self.forget()
        self.stage = Stage.FAILED

    def hints(self) -> Hints:
        """The decrypted hints. Raises PictureLocked, PictureKeysInvalid."""
        if self._key is None:
            return Hints()
        return Hints.from_bytes(
            decrypt(unlock_key(self._key, _LABEL), self._data, _LABEL)
        )

    def erase(self) -> None:
        """Erase everything, including a reading in progress."""
        self.forget()
        self.stage = Stage.ERASED
        self.turn += 1

    def forget(self) -> None:
        """Remove the hints and their key."""
        self._key, self._data = None, b""

    def lock_again(self) -> bool:
        """Re-encrypt the key with the server's first key; False if not needed.

        Raises PictureLocked, PictureKeysInvalid.
        """
        if self._key is None or current_key() in (UNLOCKED, self._key.name):
            return False
        self._key = lock_key(unlock_key(self._key, _LABEL), _LABEL)
        return True
