"""Pictures of identity documents while the form is being filled (R106-R114)."""

from collections.abc import Iterable
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import asdict
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from ndl.registration.events import audit
from ndl.registration.events import AuditTag
from ndl.registration.registration.values import is_printable
from ndl.registration.review.documents import accept_picture
from ndl.registration.review.documents import Picture
from ndl.registration.review.documents import PictureRefused
from typing import Self

import json
import re


SLOTS = (1, 2)
_LONGEST_NAME = 80
_PATH = re.compile(r"[/\\]")
_HEADER_BYTES = 4


@dataclass(frozen=True)
class KeptPicture:
    """An accepted picture and the name of the file that was chosen for it."""

    name: str
    picture: Picture

    @cached_property
    def digest(self) -> str:
        """Tells one picture from another."""
        return sha256(self.picture.data).hexdigest()

    @property
    def kilobytes(self) -> int:
        """The size, as told to the patron."""
        return max(1, round(len(self.picture.data) / 1024))

    def to_bytes(self) -> bytes:
        """All of it, for storing."""
        facts = {**asdict(self.picture), "name": self.name}
        data = facts.pop("data")
        header = json.dumps(facts).encode("ascii")
        return len(header).to_bytes(_HEADER_BYTES, "big") + header + data

    @classmethod
    def from_bytes(cls, stored: bytes) -> Self:
        """The reverse of to_bytes."""
        end = _HEADER_BYTES + int.from_bytes(stored[:_HEADER_BYTES], "big")
        facts = json.loads(stored[_HEADER_BYTES:end])
        name = facts.pop("name")
        return cls(name, Picture(data=stored[end:], **facts))


def take_picture(file_name: str, data: bytes) -> KeptPicture:
    """The picture in an uploaded file. Raises PictureRefused."""
    try:
        picture = accept_picture(data)
    except PictureRefused as error:
        audit(AuditTag.DOCUMENT_REFUSED, reason=type(error).__name__)
        raise
    return KeptPicture(_shown_name(file_name), picture)


def replace_pictures(
    kept: Sequence[KeptPicture],
    taken: Mapping[int, KeptPicture],
    removed: Iterable[int] = (),
) -> tuple[KeptPicture, ...]:
    """The pictures by place, after some were chosen anew or taken away."""
    places = dict(zip(SLOTS, kept, strict=False))
    for slot in removed:
        places.pop(slot, None)
    places.update(taken)
    return tuple(places[slot] for slot in SLOTS if slot in places)


def _shown_name(file_name: str) -> str:
    last = _PATH.split(file_name)[-1]
    return "".join(c for c in last if is_printable(c))[-_LONGEST_NAME:]
