"""Commands for the pictures of documents."""

from argparse import Namespace
from functools import partial
from ndl.registration.cli.base import add
from ndl.registration.cli.base import add_dry_run
from ndl.registration.cli.base import commit
from ndl.registration.cli.base import UNSAFE
from ndl.registration.cli.opening import CannotOpen
from tqdm import tqdm
from typing import Any


def add_to(commands: Any) -> None:
    """Add the commands to the parser."""
    words = "erase documents that are due"
    add_dry_run(add(commands, "erase-pictures", _erase, words))
    words = "lock the keys of documents with the first key of the environment"
    add(commands, "encrypt-pictures", _encrypt, words)


def _erase(site: Any, options: Namespace) -> int:
    from ndl.registration.review.retention import count_due_pictures
    from ndl.registration.review.retention import erase_due_pictures

    due = count_due_pictures()
    if options.dry_run:
        print(f"Applications whose pictures would be erased: {due}.")
        return 0
    total = 0
    with tqdm(total=due, unit=" applications", disable=None) as bar:
        while count := commit(site, erase_due_pictures):
            bar.update(count)
            total += count
    _forget_expired(site)
    print(f"Applications whose pictures were erased: {total}.")
    return 0


def _forget_expired(site: Any) -> None:
    """Forget forms that were never handed in, and old counts of looks."""
    from ndl.registration.documents.drafts import get_drafts
    from ndl.registration.review.looks import forget_looks

    while commit(site, lambda: get_drafts().forget_expired()):
        pass
    commit(site, forget_looks)


def _encrypt(site: Any, options: Namespace) -> int:
    from ndl.registration.documents.vault import PictureKeysInvalid
    from ndl.registration.documents.vault import VARIABLE
    from ndl.registration.review.encryption import encrypt_pictures

    changed, locked, last = 0, 0, None
    while last != "":
        try:
            done = commit(site, partial(encrypt_pictures, last or ""))
        except PictureKeysInvalid:
            raise CannotOpen(f"{VARIABLE} holds no key") from None
        changed, locked, last = changed + done.changed, locked + done.locked, done.last
    print(f"Pictures that were encrypted: {changed}.")
    if locked:
        print(f"Pictures whose key is not in {VARIABLE}: {locked}.")
    return UNSAFE if locked else 0
