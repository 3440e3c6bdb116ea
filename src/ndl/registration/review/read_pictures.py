"""Reading the pictures of applications: taken, read, kept.

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
from ndl.registration.events import audit
from ndl.registration.events import AuditTag
from ndl.registration.patrons.person import Person
from ndl.registration.reading import engine
from ndl.registration.reading.hints import Hints
from ndl.registration.reading.hints import Outcome
from ndl.registration.review.content import RegistrationApplication
from ndl.registration.review.desk import find_application
from ndl.registration.review.reading import Reading
from ndl.registration.review.reading import Stage
from ndl.registration.review.reading_queue import get_reading_queue
from ndl.registration.review.reading_queue import moment_of
from ndl.registration.settings import settings


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
    queue, application = get_reading_queue(), find_application(number)
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
    turn, pictures = reading.take(), application.picture_bytes()
    seconds = settings().reading_seconds
    longest = _WAIT * seconds * max(len(pictures), 1)
    queue.file(reading, number, timestamp() + HOLD + longest)
    person = Person.from_plain(application.declared)
    return Taken(number, turn, person, pictures, seconds, today())


def _keep(taken: Taken, hints: Hints | None) -> None:
    """Keep what was found, unless the pictures are others or gone by now."""
    application = find_application(taken.number)
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
