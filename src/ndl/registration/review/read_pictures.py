"""OCR of the pictures of applications, in three steps: take, read, keep.

Any process may read: it reserves an application in one transaction, reads outside
any transaction, and stores the result in another. If the process is killed in
between, the application is due again after a while.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from ndl.registration.background import SiteRef
from ndl.registration.clock import MINUTE
from ndl.registration.clock import timestamp
from ndl.registration.clock import today
from ndl.registration.events import audit
from ndl.registration.events import AuditTag
from ndl.registration.patrons.due_queue import moment_of
from ndl.registration.patrons.person import Person
from ndl.registration.reading import engine
from ndl.registration.reading.hints import Hints
from ndl.registration.reading.hints import Outcome
from ndl.registration.review.content import RegistrationApplication
from ndl.registration.review.desk import find_application
from ndl.registration.review.reading import Reading
from ndl.registration.review.reading import Stage
from ndl.registration.review.reading_queue import get_reading_queue
from ndl.registration.settings import settings


# Seconds until a taken application is due again, in addition to the reading time.
HOLD = 5 * MINUTE
MOST_TRIES = 3
# Factor for pictures that wait for a busy processor, see documents.process.
_WAIT = 3


@dataclass(frozen=True)
class Taken:
    """An application that this process reads now, with all data needed for it."""

    number: str
    turn: int
    person: Person
    pictures: Sequence[bytes | None]
    seconds: int
    # Today in the site's zone, which is not available while the pictures are read.
    day: date


def read_one(place: SiteRef, entry: tuple[str, str], reader: engine.Reader) -> bool:
    """Read the pictures of an application; False if there was nothing to read."""
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
        # The pictures may have killed the processes that tried to read them.
        _give_up(application, reading)
        return None
    pictures = application.picture_bytes()
    seconds = settings().reading_seconds
    longest = _WAIT * seconds * max(len(pictures), 1)
    turn = queue.take(reading, number, HOLD + longest)
    reading.tries += 1
    person = Person.from_plain(application.declared)
    return Taken(number, turn, person, pictures, seconds, today())


def _keep(taken: Taken, hints: Hints | None) -> None:
    """Store the hints, unless the pictures were changed or erased meanwhile."""
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
