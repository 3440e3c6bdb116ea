"""The thread that reads the due pictures of a site, one in each process."""

from ndl.registration.background import here
from ndl.registration.background import SiteRef
from ndl.registration.background import SiteThreads
from ndl.registration.background import start_in_sites
from ndl.registration.reading.engine import reading
from ndl.registration.review.asked_readings import ask_for_reading
from ndl.registration.review.asked_readings import due_numbers
from ndl.registration.review.asked_readings import is_on
from ndl.registration.review.content import RegistrationApplication
from ndl.registration.review.read_pictures import read_one
from plone.registry.interfaces import IRecordModifiedEvent
from zope.component import adapter
from zope.processlifetime import IProcessStarting


# Seconds between two runs.
INTERVAL = 60
_BATCH = 20


def read_due(place: SiteRef, batch: int = _BATCH) -> int:
    """Read a batch of due applications; returns how many were read."""
    with place.site():
        entries = due_numbers(batch) if is_on() else []
    if not entries:
        return 0
    with reading() as reader:
        return sum(read_one(place, entry, reader) for entry in entries)


threads = SiteThreads("pictures read", read_due, INTERVAL)


def read_soon(application: RegistrationApplication) -> None:
    """Request OCR of new pictures once this transaction is committed."""
    if ask_for_reading(application):
        threads.wake_after_commit(here())


@adapter(IProcessStarting)
def start_reading(event: IProcessStarting) -> None:
    """Resume pending readings when Zope starts."""
    start_in_sites(_start_here, "The reading of pictures")


def _start_here() -> None:
    if is_on():
        threads.wake(here())


@adapter(IRecordModifiedEvent)
def resume_reading(event: IRecordModifiedEvent) -> None:
    """Resume pending readings when a manager switches reading on."""
    if event.record.fieldName == "reads_pictures" and event.newValue:
        threads.wake_after_commit(here())
