"""The thread of each process that reads what is due, for a site."""

from ndl.registration.background import here
from ndl.registration.background import Place
from ndl.registration.background import start_in_sites
from ndl.registration.reading.engine import reading
from ndl.registration.review.content import RegistrationApplication
from ndl.registration.review.read_pictures import ask_for_reading
from ndl.registration.review.read_pictures import due_numbers
from ndl.registration.review.read_pictures import is_on
from ndl.registration.review.read_pictures import read_one
from threading import Event
from threading import Lock
from threading import Thread
from zope.component import adapter
from zope.processlifetime import IProcessStarting

import logging
import transaction


logger = logging.getLogger(__name__)
# Seconds between two looks: what a killed process has left is due later.
INTERVAL = 60
_BATCH = 20


class ReadingThread(Thread):
    """Reads what is due until it is told to stop; Zope need not wait for it."""

    def __init__(self, place: Place) -> None:
        super().__init__(name="pictures read", daemon=True)
        self.place = place
        self.bell = Event()
        self.is_stopped = False

    def run(self) -> None:
        """Look when something was submitted, and now and then."""
        while not self.is_stopped:
            self.bell.clear()
            try:
                while not self.is_stopped and read_due(self.place):
                    pass
            except Exception as error:  # noqa: BLE001 - the thread has to live on
                # Its text may hold what was read.
                logger.error("Pictures were not read: %s", type(error).__name__)  # noqa: TRY400
            self.bell.wait(INTERVAL)

    def stop(self) -> None:
        """End after the application that is being read."""
        self.is_stopped = True
        self.bell.set()


_lock = Lock()
threads: dict[str, ReadingThread] = {}


def read_soon(application: RegistrationApplication) -> None:
    """Have new pictures read as soon as this transaction is committed."""
    if ask_for_reading(application):
        transaction.get().addAfterCommitHook(_wake, (here(),))


def read_due(place: Place, batch: int = _BATCH) -> int:
    """Read some of what is due; how many applications were taken."""
    with place.site():
        entries = due_numbers(batch) if is_on() else []
    if not entries:
        return 0
    with reading() as reader:
        return sum(read_one(place, entry, reader) for entry in entries)


def wake(place: Place) -> None:
    """Have the thread of a site look now; start it if there is none."""
    with _lock:
        found = threads.get(place.path)
        if found is not None and found.place != place:
            found.stop()
        if found is None or not found.is_alive() or found.is_stopped:
            found = threads[place.path] = ReadingThread(place)
            found.start()
    found.bell.set()


@adapter(IProcessStarting)
def start_reading(event: IProcessStarting) -> None:
    """Resume pending readings when Zope starts."""
    start_in_sites(_start_here, "The reading of pictures")


def _start_here() -> None:
    if is_on():
        wake(here())


def _wake(is_committed: bool, place: Place) -> None:
    if is_committed:
        wake(place)
