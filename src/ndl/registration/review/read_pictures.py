"""Reading the pictures of applications: asked for, done, kept.

Any process may read: it takes an application out of the others' sight in one
transaction, reads without any, and keeps what it found in another. Who is killed in
between leaves an application that is due again after a while.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from ndl.registration.background import Place
from ndl.registration.config import MINUTE
from ndl.registration.config import timestamp
from ndl.registration.config import today
from ndl.registration.errors import DomainError
from ndl.registration.events import audit
from ndl.registration.events import AuditTag
from ndl.registration.patrons.person import Person
from ndl.registration.reading import engine
from ndl.registration.reading.hints import Hints
from ndl.registration.reading.hints import Outcome
from ndl.registration.review.content import RegistrationApplication
from ndl.registration.review.desk import get_desk
from ndl.registration.review.filters import Filters
from ndl.registration.review.filters import walk_of
from ndl.registration.review.index import get_index
from ndl.registration.review.reading import Reading
from ndl.registration.review.reading import Stage
from ndl.registration.review.reading_queue import get_reading_queue
from ndl.registration.review.reading_queue import moment_of
from ndl.registration.settings import settings

import logging


logger = logging.getLogger(__name__)
# Seconds until an application that was taken is due again, beside those for reading.
HOLD = 5 * MINUTE
MOST_TRIES = 3
# A processor that others need makes a picture wait, see documents.process.
_WAIT = 3


@dataclass(frozen=True)
class Taken:
    """An application that this process reads now, and what it needs for that."""

    number: str
    turn: int
    person: Person
    pictures: Sequence[bytes | None]
    seconds: int
    # Of the site, whose settings are not at hand while the pictures are read.
    day: date


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
    application = _find(number)
    if application is None or application.reading is not None:
        return False
    return ask_for_reading(application)


def read_one(place: Place, entry: tuple[str, str], reader: engine.Reader) -> bool:
    """Read the pictures of one application, unless another process does."""
    taken = place.write(lambda: _take(*entry))
    if taken is None:
        return False
    hints = engine.find_hints(
        reader, taken.pictures, taken.person, taken.day, taken.seconds
    )
    place.write(lambda: _keep(taken, hints))
    return True


def _take(key: str, number: str) -> Taken | None:
    queue, application = get_reading_queue(), _find(number)
    reading = application.reading if application is not None else None
    if application is None or reading is None or reading.key != key:
        queue.remove(key)
        return None
    if reading.is_erased or not application.declared:
        queue.drop(reading)
        return None
    if moment_of(key) > timestamp():
        return None
    if reading.tries >= MOST_TRIES:
        # It may be what has killed the processes that took it.
        _give_up(application, reading)
        return None
    turn, pictures = reading.take(), _bytes_of(application)
    seconds = settings().reading_seconds
    longest = _WAIT * seconds * max(len(pictures), 1)
    queue.file(reading, number, timestamp() + HOLD + longest)
    person = Person.from_plain(application.declared)
    return Taken(number, turn, person, pictures, seconds, today())


def _keep(taken: Taken, hints: Hints | None) -> None:
    """Keep what was found, unless the pictures are others or gone by now."""
    application = _find(taken.number)
    reading = application.reading if application is not None else None
    if application is None or reading is None or reading.turn != taken.turn:
        return
    if hints is None:
        if reading.tries < MOST_TRIES:
            get_reading_queue().file(reading, taken.number, timestamp() + HOLD)
        else:
            _give_up(application, reading)
        return
    reading.keep(hints)
    get_reading_queue().drop(reading)
    _tell(application, hints)


def _give_up(application: RegistrationApplication, reading: Reading) -> None:
    reading.fail()
    get_reading_queue().drop(reading)
    _tell(application, Hints())


def _tell(application: RegistrationApplication, hints: Hints) -> None:
    found = [one for one in hints.hints if one.outcome is Outcome.FOUND]
    reading = application.reading
    audit(
        AuditTag.DOCUMENTS_READ,
        application.patron_id,
        application=application.getId(),
        outcome=(reading.stage if reading is not None else Stage.ERASED).value,
        found=len(found),
        sought=len(hints.hints),
    )


def _bytes_of(application: RegistrationApplication) -> list[bytes | None]:
    pictures: list[bytes | None] = []
    for picture in application.pictures_held():
        try:
            pictures.append(picture.read())
        except DomainError as error:
            logger.warning("A picture was not read: %s", error.code.value)
            pictures.append(None)
    return pictures


def _find(number: str) -> RegistrationApplication | None:
    desk = get_desk()
    return desk._getOb(number) if number in desk else None
