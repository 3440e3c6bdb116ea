"""The stored OCR result of an application's pictures.

It is an object of its own: who reads never conflicts with an editor who decides. The
hints are encrypted as the pictures are, and erased with them.
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
from ndl.registration.reading.hints import Hints
from persistent import Persistent


_LABEL = "hints"


class Stage(StrEnum):
    """States of a reading."""

    WAITING = "waiting"
    READ = "read"
    FAILED = "failed"
    ERASED = "erased"


class Reading(Persistent):
    """One for each application whose pictures are read.

    `turn` counts who took it and what was changed, so that a result that comes too
    late is known. `key` is where it waits; empty if it does not.
    """

    stage: Stage = Stage.WAITING
    turn: int = 0
    tries: int = 0
    key: str = ""
    _key: LockedKey | None = None
    _data: bytes = b""

    @property
    def is_erased(self) -> bool:
        """Whether the pictures are gone."""
        return self.stage is Stage.ERASED

    def begin(self) -> None:
        """The pictures are new: what was read before holds no more."""
        self.forget()
        self.stage, self.tries = Stage.WAITING, 0
        self.turn += 1

    def take(self) -> int:
        """Somebody reads now; the number of this turn."""
        self.turn += 1
        self.tries += 1
        return self.turn

    def keep(self, hints: Hints) -> None:
        """Keep what was read. Raises PictureKeysInvalid."""
        key = new_key()
        self._key = lock_key(key, _LABEL)
        self._data = encrypt(key, hints.to_bytes(), _LABEL)
        self.stage = Stage.READ

    def fail(self) -> None:
        """None of the pictures could be read."""
        self.forget()
        self.stage = Stage.FAILED

    def hints(self) -> Hints:
        """The hints. Raises PictureLocked, PictureKeysInvalid."""
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
        """Forget the hints: the key first of all."""
        self._key, self._data = None, b""

    def lock_again(self) -> bool:
        """Lock with the server's first key; False if that was done already.

        Raises PictureLocked, PictureKeysInvalid.
        """
        if self._key is None or current_key() in (UNLOCKED, self._key.name):
            return False
        self._key = lock_key(unlock_key(self._key, _LABEL), _LABEL)
        return True
