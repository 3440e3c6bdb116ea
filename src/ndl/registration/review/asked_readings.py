"""Which pictures are to be read: those of new applications, and those asked for."""

from ndl.registration.config import timestamp
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
    """Whether pictures are read in this site, and can be."""
    return bool(settings().reads_pictures) and not engine.problem()


def ask_for_reading(application: RegistrationApplication) -> bool:
    """Queue the pictures for OCR, all of them anew. Returns False if OCR is off."""
    if not settings().reads_pictures or not application.pictures_held():
        return False
    reading = application.ensure_reading()
    reading.begin()
    get_reading_queue().file(reading, application.getId(), timestamp())
    return True


def due_numbers(limit: int) -> list[tuple[str, str]]:
    """Keys and numbers of applications that are due, the first that were asked for."""
    found = get_reading_queue().due(timestamp())
    return [one for one, _count in zip(found, range(limit), strict=False)]


def unread_numbers() -> list[str]:
    """Open applications that were handed in while it was off, the oldest first."""
    desk = get_desk()
    found = (entry.number for entry in get_index().walk(walk_of(Filters())))
    return [one for one in found if one in desk and desk._getOb(one).reading is None]


def ask_for_unread(number: str) -> bool:
    """Have the pictures of one read, unless that was asked for meanwhile."""
    application = find_application(number)
    if application is None or application.reading is not None:
        return False
    return ask_for_reading(application)
