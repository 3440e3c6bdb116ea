"""Data that outlast a registration, and their erasure (2.14).

Number, result, reasons and times of applications stay for `remains_days`. They are
filed by the day on which the registration ended, so that no others are loaded.
"""

from datetime import date
from datetime import timedelta
from ndl.registration.clock import today
from ndl.registration.events import audit
from ndl.registration.events import AuditTag
from ndl.registration.events import PatronRemoved
from ndl.registration.patrons.calendar import CalendarEntry
from ndl.registration.patrons.calendar import RemainsCalendar
from ndl.registration.review.desk import get_desk
from ndl.registration.review.queue import applications_of
from ndl.registration.settings import settings
from ndl.registration.store_interfaces.patrons import IRemainsCalendar
from zope.component import adapter
from zope.component import getUtility
from zope.component import queryUtility


BATCH = 100


@adapter(PatronRemoved)
def file_remains(event: PatronRemoved) -> None:
    """File a removed patron who has applications, under the day of removal."""
    calendar = queryUtility(IRemainsCalendar)
    if calendar is not None and applications_of(event.user_id):
        calendar.file(CalendarEntry(today(), event.user_id))


def count_due_remains() -> int:
    """Number of former patrons with data to erase; loads none of them."""
    return sum(1 for _entry in _calendar().due(_last_day()))


def erase_remains(batch: int = BATCH) -> tuple[int, int]:
    """Erase the applications of the next former patrons whose time is over.

    Returns the numbers of patrons, 0 at the end, and of applications. The caller
    commits after each batch, so that a killed run loses nothing.
    """
    calendar, erased = _calendar(), 0
    entries = calendar.first_due(_last_day(), batch)
    for entry in entries:
        calendar.drop(entry)
        erased += _erase(entry.user_id)
    return len(entries), erased


def _erase(user_id: str) -> int:
    numbers = [application.getId() for application in applications_of(user_id)]
    for number in numbers:
        # Without the permission check of stock deletion, as a command has no user.
        get_desk()._delObject(number)
        audit(AuditTag.APPLICATION_ERASED, user_id, application=number)
    return len(numbers)


def _last_day() -> date:
    return today() - timedelta(days=settings().remains_days)


def _calendar() -> RemainsCalendar:
    return getUtility(IRemainsCalendar)
