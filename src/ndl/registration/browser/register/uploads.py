"""The files of an identity document in a posted form (R107, R113, R114)."""

from collections.abc import Iterator
from ndl.registration.config import settings
from ndl.registration.patrons.errors import DomainError
from ndl.registration.registration.drafts import get_drafts
from ndl.registration.registration.pictures import KeptPicture
from ndl.registration.registration.pictures import replace_pictures
from ndl.registration.registration.pictures import SLOTS
from ndl.registration.registration.pictures import take_picture
from ndl.registration.review.errors import TooManyPictures
from typing import Any
from ZPublisher.HTTPRequest import FileUpload
from ZPublisher.HTTPRequest import HTTPRequest


class PictureFields:
    """The places for pictures in a form; what was accepted stays in the draft."""

    def __init__(self, request: HTTPRequest, owner: str, secret: str) -> None:
        self.request = request
        self._owner = owner
        self._secret = secret
        self.kept = get_drafts().get(owner, secret)
        self.errors: dict[int, str] = {}

    def receive(self) -> None:
        """Accept or refuse the files of the request."""
        form = self.request.form
        if len(list(_files(form))) > len(SLOTS):
            self.errors[SLOTS[0]] = TooManyPictures.message
            return
        taken = {}
        for slot in SLOTS:
            for upload in _files({slot: form.get(f"picture_{slot}")}):
                picture = self._take(slot, upload)
                if picture:
                    taken[slot] = picture
        removed = [slot for slot in SLOTS if f"remove_{slot}" in form]
        if taken or removed:
            self.kept = replace_pictures(self.kept, taken, removed)
            get_drafts().put(self._owner, self._secret, self.kept)

    def _take(self, slot: int, upload: FileUpload) -> KeptPicture | None:
        data = upload.read(settings().picture_bytes + 1)
        try:
            return take_picture(upload.filename, data)
        except DomainError as error:
            self.errors[slot] = error.message
            return None

    @property
    def places(self) -> list[dict[str, Any]]:
        """What a template shows of each place."""
        kept = dict(zip(SLOTS, self.kept, strict=False))
        return [
            {"slot": slot, "kept": kept.get(slot), "error": self.errors.get(slot)}
            for slot in SLOTS
        ]


def _files(values: dict) -> Iterator[FileUpload]:
    for value in values.values():
        for item in value if isinstance(value, list | tuple) else [value]:
            if isinstance(item, FileUpload) and item.filename:
                yield item
