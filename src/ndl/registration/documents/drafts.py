"""The store of drafts, that is, of entries before submission."""

from collections.abc import Mapping
from collections.abc import Sequence
from hashlib import sha256
from itertools import islice
from ndl.registration import stores
from ndl.registration.clock import timestamp
from ndl.registration.documents.draft import Draft
from ndl.registration.documents.intake import KeptPicture
from ndl.registration.documents.vault import PictureLocked
from ndl.registration.patrons.due_queue import DueQueue
from ndl.registration.patrons.shards import ShardedTree
from ndl.registration.settings import settings
from ndl.registration.store_interfaces.patrons import IDraftStore
from persistent import Persistent
from typing import Any
from zope.component import getUtility
from zope.interface import implementer

import json


_FORGOTTEN_WITH_NEW = 4
_FORGOTTEN_AT_ONCE = 200


def get_drafts() -> "DraftStore":
    """The store of the current site."""
    return getUtility(IDraftStore)


@implementer(IDraftStore)
class DraftStore(Persistent):
    """At most one draft per owner, with answers and up to two pictures.

    An owner is the receiver of a mailed link, or a patron, so that strangers cannot
    fill the store. The key of a draft is derived from a secret that only the owner's
    link or browser holds.
    """

    def __init__(self) -> None:
        self._drafts = ShardedTree()
        self._expiries = DueQueue()

    def put(
        self,
        owner: str,
        secret: str,
        kept: Sequence[KeptPicture],
        lifetime: int | None = None,
    ) -> None:
        """Store these pictures instead of the owner's former ones.

        A new draft lasts for `lifetime` seconds, by default as in the settings.
        """
        key = _digest(owner)
        draft = self._find(key, secret)
        if not kept and (draft is None or not draft.answers):
            self._drop(key)
            return
        draft = draft or self._new(key, lifetime)
        draft.keep(key, secret, [one.to_bytes() for one in kept])

    def put_answers(
        self,
        owner: str,
        secret: str,
        answers: Mapping[str, Any],
        lifetime: int | None = None,
        *,
        alone: bool = False,
    ) -> None:
        """Store these answers (JSON types) beside the pictures of the draft.

        If `alone`, they replace the whole draft, and a parallel change of the former
        draft causes a conflict.
        """
        key = _digest(owner)
        draft = None if alone else self._find(key, secret)
        draft = draft or self._new(key, lifetime)
        draft.write(key, secret, json.dumps(answers).encode())

    def get(self, owner: str, secret: str) -> tuple[KeptPicture, ...]:
        """The owner's pictures; empty if the secret does not open them."""
        key = _digest(owner)
        draft = self._find(key, secret)
        opened = draft.open(key, secret) if draft else []
        return tuple(KeptPicture.from_bytes(data) for data in opened)

    def answers(self, owner: str, secret: str) -> dict[str, Any]:
        """The owner's answers; empty if the secret does not open them."""
        key = _digest(owner)
        draft = self._find(key, secret)
        text = draft.read(key, secret) if draft else b""
        return json.loads(text) if text else {}

    def find(self, owner: str, secret: str) -> Draft | None:
        """The owner's draft, or None if the secret does not open it."""
        return self._find(_digest(owner), secret)

    def key_of(self, owner: str) -> str:
        """The storage key of the owner's draft; it cannot decrypt anything."""
        return _digest(owner)

    def at(self, key: str) -> Draft | None:
        """The draft with this storage key, or None if it is missing or has expired."""
        draft = self._drafts.get(key)
        return None if draft is None or draft.is_over else draft

    def remove(self, owner: str) -> None:
        """Erase the owner's draft."""
        self._drop(_digest(owner))

    def forget_expired(self, limit: int = _FORGOTTEN_AT_ONCE) -> int:
        """Erase up to `limit` expired drafts of all owners, and return their number."""
        expired = list(islice(self._expiries.due(timestamp()), limit))
        for _key, name in expired:
            self._drop(name)
        return len(expired)

    def _find(self, key: str, secret: str) -> Draft | None:
        draft = self.at(key)
        if draft is None:
            return None
        try:
            if not draft.read(key, secret):
                draft.open(key, secret)
        except PictureLocked:
            return None
        return draft

    def _new(self, key: str, lifetime: int | None) -> Draft:
        self._drop(key)
        draft = Draft(timestamp() + (lifetime or settings().confirm_lifetime))
        self._drafts[key] = draft
        self._expiries.file(draft, key, draft.expires)
        for name in self._expiries.due_beside(draft, timestamp(), _FORGOTTEN_WITH_NEW):
            self._drop(name)
        return draft

    def _drop(self, key: str) -> None:
        draft = self._drafts.pop(key)
        if draft is not None:
            self._expiries.drop(draft)
            draft.erase()


def _digest(owner: str) -> str:
    return sha256(f"draft of {owner}".encode()).hexdigest()


stores.register(IDraftStore, DraftStore)
