"""Commands about the pictures of documents."""

from argparse import Namespace
from ndl.registration.cli.base import add
from ndl.registration.cli.base import UNSAFE
from ndl.registration.cli.opening import CannotOpen
from typing import Any


def add_to(commands: Any) -> None:
    """Add what is below."""
    add(commands, "erase-pictures", _erase, "erase documents that are due")
    words = "lock the keys of documents with the first key of the environment"
    add(commands, "encrypt-pictures", _encrypt, words)


def _erase(site: Any, options: Namespace) -> int:
    from ndl.registration.review.retention import erase_due_pictures

    import transaction

    total = 0
    while count := erase_due_pictures():
        transaction.commit()
        total += count
    print(f"Applications whose pictures were erased: {total}.")
    return 0


def _encrypt(site: Any, options: Namespace) -> int:
    from ndl.registration.documents.vault import PictureKeysInvalid
    from ndl.registration.documents.vault import VARIABLE
    from ndl.registration.review.encryption import encrypt_pictures

    import transaction

    changed, locked, last = 0, 0, None
    while last != "":
        try:
            done = encrypt_pictures(last or "")
        except PictureKeysInvalid:
            raise CannotOpen(f"{VARIABLE} holds no key") from None
        transaction.commit()
        changed, locked, last = changed + done.changed, locked + done.locked, done.last
    print(f"Pictures that were encrypted: {changed}.")
    if locked:
        print(f"Pictures whose key is not in {VARIABLE}: {locked}.")
    return UNSAFE if locked else 0
