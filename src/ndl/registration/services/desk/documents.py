"""The pictures of an application, and the hints read from them."""

from ndl.registration.documents.stored import StoredPicture
from ndl.registration.errors import DomainError
from ndl.registration.review.asked_readings import is_on
from ndl.registration.review.content import RegistrationApplication
from ndl.registration.review.reading import Stage
from typing import Any


def describe_reading(application: RegistrationApplication) -> dict[str, Any]:
    """The hints read from the pictures; `stage` tells why there are none."""
    reading, stage = application.reading, "off"
    if reading is None or (reading.stage is Stage.WAITING and not is_on()):
        return {"stage": stage, "hints": [], "unread": []}
    try:
        found, stage = reading.hints(), reading.stage.value
    except DomainError as error:
        return {"stage": error.code.value, "hints": [], "unread": []}
    hints = [hint.to_plain() for hint in found.hints]
    return {"stage": stage, "hints": hints, "unread": list(found.unread)}


def describe_picture(
    application: RegistrationApplication, place: int, picture: StoredPicture
) -> dict[str, Any]:
    """URL and details of a picture; opening the URL counts as a further view."""
    return {
        "@id": f"{application.absolute_url()}/@@identity-document/{place}",
        "content_type": picture.content_type,
        "width": picture.width,
        "height": picture.height,
        "marks": [str(mark) for mark in picture.marks],
    }
