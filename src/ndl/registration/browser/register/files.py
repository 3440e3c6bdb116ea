"""Pictures among the files of a posted form."""

from collections.abc import Iterator
from collections.abc import Mapping
from ndl.registration.browser.forms.request import note_refusal
from ndl.registration.documents.accept import Picture
from ndl.registration.documents.errors import TooManyPictures
from ndl.registration.documents.intake import KeptPicture
from ndl.registration.documents.intake import SLOTS
from ndl.registration.documents.intake import take_picture
from ndl.registration.errors import DomainError
from ndl.registration.limits.client import Client
from ndl.registration.limits.throttle import enforce_limit
from ndl.registration.limits.throttle import Limiter
from ndl.registration.settings import settings
from typing import Any
from ZPublisher.HTTPRequest import FileUpload
from ZPublisher.HTTPRequest import HTTPRequest


def place_of(slot: int) -> str:
    """The name of the field for the picture in a slot."""
    return f"picture_{slot}"


def files_in(values: Mapping[str, Any]) -> Iterator[FileUpload]:
    """The uploaded files in the fields of a form, without empty inputs."""
    for value in values.values():
        for item in value if isinstance(value, list | tuple) else [value]:
            if isinstance(item, FileUpload) and item.filename:
                yield item


def take_upload(
    slot: int, upload: FileUpload, turn: int = 0, original: str = ""
) -> KeptPicture:
    """Read the picture of an uploaded file. Raises PictureRefused."""
    data = upload.read(settings().picture_bytes + 1)
    return take_picture(upload.filename, data, slot, turn, original)


def take_pictures(
    request: HTTPRequest, client: Client
) -> tuple[list[Picture], dict[str, str]]:
    """Read the pictures of a form; returns them and the errors by field."""
    form, found, problems = request.form, [], {}
    if len(list(files_in(form))) > len(SLOTS):
        return [], {place_of(SLOTS[0]): TooManyPictures.message}
    for slot in SLOTS:
        name = place_of(slot)
        for upload in files_in({name: form.get(name)}):
            try:
                enforce_limit(Limiter.PICTURES, client)
                found.append(take_upload(slot, upload).picture)
            except DomainError as error:
                note_refusal(request, error)
                problems[name] = error.message
    return found, problems
