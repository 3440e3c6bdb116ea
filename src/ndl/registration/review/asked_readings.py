"""Requests to read the pictures of applications by OCR."""

from ndl.registration.clock import timestamp
from ndl.registration.reading import engine
from ndl.registration.review.content import RegistrationApplication
from ndl.registration.review.desk import find_application
from ndl.registration.review.desk import get_desk
from ndl.registration.review.filters import Filters
from ndl.registration.review.filters import walk_of
from ndl.registration.review.index import get_index
from ndl.registration.review.reading_queue import get_reading_queue
from ndl.registration.settings import settings


def is_on() -> bool:
    """Whether reading is switched on in this site and the OCR engine works."""
    return bool(settings().reads_pictures) and not engine.problem()


def ask_for_reading(application: RegistrationApplication) -> bool:
    """Queue all pictures for OCR anew. Returns False if OCR is off or none exist."""
    if not settings().reads_pictures or not application.pictures_held():
        return False
    reading = application.ensure_reading()
    reading.begin()
    get_reading_queue().file(reading, application.getId(), timestamp())
    return True


def due_numbers(limit: int) -> list[tuple[str, str]]:
    """Keys and numbers of at most `limit` applications due for OCR, earliest first."""
    found = get_reading_queue().due(timestamp())
    return [one for one, _count in zip(found, range(limit), strict=False)]


def unread_numbers() -> list[str]:
    """Numbers of open applications never queued for OCR, oldest first."""
    desk = get_desk()
    found = (entry.number for entry in get_index().walk(walk_of(Filters())))
    return [one for one in found if one in desk and desk._getOb(one).reading is None]


def ask_for_unread(number: str) -> bool:
    """Queue an application for OCR, unless it was queued meanwhile."""
    application = find_application(number)
    if application is None or application.reading is not None:
        return False
    return ask_for_reading(application)
