"""Re-encryption of the keys of stored pictures with the server's first key."""

from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from ndl.registration.documents.vault import current_key
from ndl.registration.documents.vault import PictureKeysInvalid
from ndl.registration.documents.vault import PictureLocked
from ndl.registration.documents.vault import UNLOCKED
from ndl.registration.events import audit
from ndl.registration.events import AuditTag
from ndl.registration.review.content import RegistrationApplication
from ndl.registration.review.desk import get_desk


AT_ONCE = 100


@dataclass(frozen=True)
class Encrypted:
    """Result of a batch; `last` is the last number done, empty at the end.

    `locked` counts the pictures whose key the server does not have.
    """

    last: str
    changed: int
    locked: int


def encrypt_pictures(after: str = "", limit: int = AT_ONCE) -> Encrypted:
    """Re-encrypt the picture keys of the next applications with the first key.

    Takes at most `limit` applications in the order of their numbers, from the one
    that follows `after`. Raises PictureKeysInvalid, also when there is no key.
    """
    if current_key() == UNLOCKED:
        raise PictureKeysInvalid
    desk = get_desk()
    numbers = list(islice(desk._tree.keys(after, excludemin=bool(after)), limit))
    changed = locked = 0
    for number in numbers:
        done, left = _encrypt(desk[number])
        changed, locked = changed + done, locked + left
    if changed:
        audit(AuditTag.DOCUMENTS_ENCRYPTED, pictures=changed)
    last = numbers[-1] if len(numbers) == limit else ""
    return Encrypted(last, changed, locked)


def _encrypt(application: RegistrationApplication) -> tuple[int, int]:
    changed = locked = 0
    for picture in application.pictures_held():
        try:
            changed += picture.lock_again()
        except PictureLocked:
            locked += 1
    if application.reading is not None:
        with suppress(PictureLocked):
            application.reading.lock_again()
    return changed, locked
