"""Intake of pictures: from an upload to a kept picture and its thumbnail."""

from collections.abc import Iterable
from dataclasses import asdict
from dataclasses import dataclass
from dataclasses import replace
from functools import cached_property
from hashlib import sha256
from io import BytesIO
from ndl.registration.documents.accept import accept_picture
from ndl.registration.documents.accept import Picture
from ndl.registration.documents.accept import turn_picture
from ndl.registration.documents.errors import PictureInfected
from ndl.registration.documents.errors import PictureRefused
from ndl.registration.documents.errors import PicturesBusy
from ndl.registration.documents.kinds import find_faults
from ndl.registration.documents.vault import read_keys
from ndl.registration.errors import DomainError
from ndl.registration.events import audit
from ndl.registration.events import AuditTag
from ndl.registration.folding import fold_text
from ndl.registration.folding import is_writable
from PIL import Image
from typing import Self

import json
import re


SLOTS = (1, 2)
_LONGEST_NAME = 80
_PATH = re.compile(r"[/\\]")
_HEADER_BYTES = 4


@dataclass(frozen=True)
class KeptPicture:
    """An accepted picture, its slot, and the name of the uploaded file.

    A `carried` picture was accepted with an earlier application; it is not shown to the
    holder of the session again.
    """

    name: str
    picture: Picture
    slot: int = SLOTS[0]
    carried: bool = False

    @cached_property
    def digest(self) -> str:
        """Identifier of the picture's content."""
        return sha256(self.picture.data).hexdigest()

    @property
    def kilobytes(self) -> int:
        """The size in kilobytes, at least 1."""
        return max(1, round(len(self.picture.data) / 1024))

    def turned(self, turn: int) -> Self:
        """The picture rotated by 0, 90, 180 or 270 degrees clockwise."""
        return replace(self, picture=turn_picture(self.picture, turn))

    def to_bytes(self) -> bytes:
        """Picture and metadata as bytes, for storage."""
        facts = {
            **asdict(self.picture),
            "name": self.name,
            "slot": self.slot,
            "carried": self.carried,
        }
        data = facts.pop("data")
        header = json.dumps(facts).encode("ascii")
        return len(header).to_bytes(_HEADER_BYTES, "big") + header + data

    @classmethod
    def from_bytes(cls, stored: bytes) -> Self:
        """The reverse of to_bytes."""
        end = _HEADER_BYTES + int.from_bytes(stored[:_HEADER_BYTES], "big")
        facts = json.loads(stored[_HEADER_BYTES:end])
        name, slot = facts.pop("name"), facts.pop("slot")
        carried = facts.pop("carried", False)
        facts["marks"] = tuple(facts["marks"])
        return cls(name, Picture(data=stored[end:], **facts), slot, carried)


def find_obstacles(kind: str, count: int) -> list[DomainError]:
    """Errors that prevent a document with so many pictures from being submitted."""
    faults = find_faults(kind, count)
    try:
        read_keys()
    except DomainError as error:
        faults.append(error)
    return faults


def take_picture(
    file_name: str,
    data: bytes,
    slot: int = SLOTS[0],
    turn: int = 0,
    original: str = "",
) -> KeptPicture:
    """Accept an uploaded file for a slot, rotated by `turn` degrees.

    `original` describes the picture before a browser made it smaller. Raises
    PictureRefused, and PictureKeysInvalid if the picture could not be stored.
    """
    read_keys()
    try:
        picture = accept_picture(data, file_name, turn, original)
    except PicturesBusy:
        raise
    except PictureRefused as error:
        found = {"found": error.found} if isinstance(error, PictureInfected) else {}
        audit(AuditTag.DOCUMENT_REFUSED, reason=error.code.value, **found)
        raise
    return KeptPicture(_shown_name(file_name), picture, slot)


def replace_pictures(
    kept: Iterable[KeptPicture],
    taken: Iterable[KeptPicture],
    removed: Iterable[int] = (),
) -> tuple[KeptPicture, ...]:
    """The pictures by slot, after some were replaced or removed."""
    places = {one.slot: one for one in kept if one.slot not in removed}
    places.update((one.slot, one) for one in taken)
    return tuple(places[slot] for slot in SLOTS if slot in places)


def _shown_name(file_name: str) -> str:
    last = _PATH.split(file_name)[-1]
    return "".join(filter(is_writable, fold_text(last)))[-_LONGEST_NAME:]


SIDE = 320


def thumbnail(data: bytes) -> bytes:
    """An accepted picture as JPEG, with sides of at most SIDE pixels.

    Only for pictures made by `accept`: they are valid and small enough to be decoded in
    the process of the portal.
    """
    target = BytesIO()
    with Image.open(BytesIO(data), formats=("JPEG",)) as picture:
        picture.draft("RGB", (SIDE, SIDE))
        picture.thumbnail((SIDE, SIDE))
        picture.convert("RGB").save(target, "JPEG", quality=80)
    return target.getvalue()
