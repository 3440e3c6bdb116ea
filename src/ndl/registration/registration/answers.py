"""Answers of each step, as stored in the draft."""

from collections.abc import Callable
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from ndl.registration.declaration.extra import added_fields
from ndl.registration.declaration.extra import read_extra
from ndl.registration.declaration.extra import write_extra
from ndl.registration.documents.drafts import get_drafts
from ndl.registration.documents.intake import KeptPicture
from ndl.registration.settings import settings
from typing import Any
from typing import Self

import hashlib
import json


Values = Mapping[str, Any]
_EXTRA = "extra"
_TYPED = "typed"
_RECEIPT = "receipt"
# Set once the draft has its own pictures, even if none, instead of carried ones.
_OWN = "own_pictures"
_BIRTH = "birth_date"


@dataclass(frozen=True)
class DraftPlace:
    """Owner, secret and lifetime of a draft."""

    owner: str
    secret: str
    lifetime: int

    @classmethod
    def of_patron(cls, user_id: str, secret: str) -> Self:
        """The draft of a patron; only the browser knows the secret."""
        return cls(user_id, secret, settings().confirm_lifetime)


class Answers:
    """The answers of one draft; each change is stored at once.

    `carried` returns the pictures taken over until the draft has its own.
    """

    def __init__(
        self,
        place: DraftPlace,
        carried: Callable[[], tuple[KeptPicture, ...]] = tuple,
    ) -> None:
        self._place = place
        self._carried = carried

    @cached_property
    def _plain(self) -> dict[str, Any]:
        return get_drafts().answers(self._place.owner, self._place.secret)

    @cached_property
    def pictures(self) -> tuple[KeptPicture, ...]:
        """The pictures that were accepted, now or with an earlier application."""
        found = get_drafts().get(self._place.owner, self._place.secret)
        if found or self._plain.get(_OWN) or self.receipt:
            return found
        return self._carried()

    def of(self, step: str) -> dict[str, Any] | None:
        """The values of a step; None if it was not answered."""
        plain = self._plain.get("steps", {}).get(step)
        return None if plain is None else _read(plain)

    def typed(self, step: str) -> dict[str, Any]:
        """Refused entries of a step, kept to be shown again."""
        return self._plain.get(_TYPED, {}).get(step, {})

    @property
    def receipt(self) -> dict[str, str]:
        """The result of the submission; empty before it."""
        return self._plain.get(_RECEIPT, {})

    @property
    def is_empty(self) -> bool:
        """Whether nothing was entered yet, or all was submitted."""
        return not (self._plain.get("steps") or self._plain.get(_TYPED))

    def put(self, step: str, values: Values | None) -> None:
        """Set the values of a step; None removes them."""
        steps = dict(self._plain.get("steps", {}))
        steps.pop(step, None)
        if values is not None:
            steps[step] = _write(values)
        typed = {n: t for n, t in self._plain.get(_TYPED, {}).items() if n != step}
        self._store({**self._rest, "steps": steps, _TYPED: typed})

    def put_typed(self, step: str, typed: Values) -> None:
        """Store the refused entries of a step, to show them again."""
        others = self._plain.get(_TYPED, {})
        steps = self._plain.get("steps", {})
        kept = {**others, step: dict(typed)}
        self._store({**self._rest, "steps": steps, _TYPED: kept})

    def put_pictures(self, pictures: tuple[KeptPicture, ...]) -> None:
        """Replace the pictures of the draft, and those taken over."""
        place = self._place
        if not self._plain.get(_OWN) and self._carried():
            self._store({**self._plain, _OWN: True})
        get_drafts().put(place.owner, place.secret, pictures, place.lifetime)
        self.pictures = pictures

    def keep_carried(self) -> None:
        """Copy the pictures that were taken over into the draft."""
        if self.pictures and not get_drafts().get(
            self._place.owner, self._place.secret
        ):
            self.put_pictures(self.pictures)

    def close(self, receipt: Mapping[str, str]) -> None:
        """Forget all entries; keep the result of the submission."""
        place, plain = self._place, {_RECEIPT: dict(receipt)}
        get_drafts().put_answers(
            place.owner, place.secret, plain, place.lifetime, alone=True
        )
        self._plain, self.pictures = plain, ()

    @property
    def digest(self) -> str:
        """Digest of the answers and pictures; changes with each of them."""
        pictures = [kept.digest for kept in self.pictures]
        held = json.dumps([self._plain.get("steps", {}), pictures], sort_keys=True)
        return hashlib.sha256(held.encode()).hexdigest()

    @property
    def _rest(self) -> dict[str, Any]:
        return {_OWN: True} if self._plain.get(_OWN) else {}

    def _store(self, plain: dict[str, Any]) -> None:
        place = self._place
        get_drafts().put_answers(place.owner, place.secret, plain, place.lifetime)
        self._plain = plain


def _write(values: Values) -> dict[str, Any]:
    added = added_fields()
    own = {name: value for name, value in values.items() if name not in added}
    born = own.get(_BIRTH)
    if isinstance(born, date):
        own[_BIRTH] = born.isoformat()
    return {**own, _EXTRA: write_extra(values)}


def _read(plain: Values) -> dict[str, Any]:
    own = {name: value for name, value in plain.items() if name != _EXTRA}
    if own.get(_BIRTH):
        own[_BIRTH] = date.fromisoformat(own[_BIRTH])
    return read_extra(plain.get(_EXTRA, {})) | own
