"""Expiry of registrations: reminders, end and scheduled erasure."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from datetime import timedelta
from enum import StrEnum
from itertools import islice
from ndl.registration import logger
from ndl.registration.account.deregister import remove_patron
from ndl.registration.clock import today
from ndl.registration.dates import day_in
from ndl.registration.events import audit
from ndl.registration.events import AuditTag
from ndl.registration.login.sessions import close_sessions
from ndl.registration.mail.compose import can_send
from ndl.registration.mail.compose import MailNotConfigured
from ndl.registration.mail.compose import portal_link
from ndl.registration.mail.compose import send_mail
from ndl.registration.patrons.calendar import CalendarEntry
from ndl.registration.patrons.calendar import ExpiryCalendar
from ndl.registration.patrons.directory import get_directory
from ndl.registration.patrons.patron import Patron
from ndl.registration.settings import settings
from ndl.registration.store_interfaces.patrons import IExpiryCalendar
from zope.component import getUtility


BATCH = 200


class ExpiryStep(StrEnum):
    """The steps that an unused registration goes through, in order."""

    FIRST_MAIL = "1-first-mail"
    SECOND_MAIL = "2-second-mail"
    EXPIRED = "3-expired"
    ERASED = "4-erased"


def file_former(batch: int = BATCH) -> int | None:
    """Add the next patrons who registered before there was a calendar to it.

    Returns their number, None once all are added. The caller commits each batch.
    """
    calendar = _calendar()
    if calendar.filed_to is None:
        return None
    patrons = list(islice(get_directory().after(calendar.filed_to), batch))
    for patron in patrons:
        calendar.file(CalendarEntry(today(), patron.user_id))
    calendar.filed_to = patrons[-1].user_id if patrons else None
    return len(patrons)


def count_due() -> int:
    """Number of patrons with a step due; loads none of them."""
    return sum(1 for _entry in _calendar().due(today()))


def expire_batch(batch: int = BATCH) -> tuple[int, Counter[ExpiryStep]]:
    """Carry out the due steps for the next batch of patrons.

    Returns how many entries were processed, 0 at the end, and how often each step
    was taken. The caller commits each batch; progress is stored in the same
    transaction, so a killed run loses and repeats nothing. Raises MailNotConfigured.
    """
    calendar, current = _calendar(), today()
    entries = calendar.first_due(current, batch)
    done: Counter[ExpiryStep] = Counter()
    for entry in entries:
        calendar.drop(entry)
        patron = get_directory().get(entry.user_id)
        if patron is None:
            continue
        step = due_step(patron, current)
        if step is not None:
            _take(patron, step)
            done[step] += 1
        if step is not ExpiryStep.ERASED:
            later = min(day for _step, day in _days(patron) if day > current)
            calendar.file(CalendarEntry(later, patron.user_id))
    return len(entries), done


def foresee() -> Iterator[ExpiryStep | None]:
    """The step due for each patron, or None; changes nothing (dry run).

    Reads every patron until all have been added to the calendar.
    """
    calendar, current = _calendar(), today()
    if calendar.filed_to is not None:
        yield from (due_step(patron, current) for patron in get_directory().after(""))
        return
    for entry in calendar.due(current):
        patron = get_directory().get(entry.user_id)
        yield None if patron is None else due_step(patron, current)


def due_step(patron: Patron, current: date) -> ExpiryStep | None:
    """The latest step due; None if it was already taken for this expiry date."""
    due = [step for step, day in _days(patron) if day <= current]
    if not due:
        return None
    taken, expiry = patron.expiry_mark or ("", None)
    is_taken = expiry == patron.valid_until and due[-1] <= taken
    return None if is_taken else due[-1]


def _take(patron: Patron, step: ExpiryStep) -> None:
    if step is ExpiryStep.ERASED:
        remove_patron(patron, AuditTag.PATRON_ERASED)
        return
    patron.mark_expiry(step.value)
    if step is ExpiryStep.EXPIRED:
        close_sessions(patron.user_id)
        audit(AuditTag.PATRON_EXPIRED, patron.user_id)
    else:
        _tell(patron, step)


def _tell(patron: Patron, step: ExpiryStep) -> None:
    """Mail the date of expiry; an invalid address does not stop the batch."""
    if not patron.email:
        return
    login = portal_link("login")
    if not can_send():
        raise MailNotConfigured
    try:
        send_mail(
            patron.email,
            "registration-expires",
            patron.language,
            name=patron.addressee,
            user_id=patron.user_id,
            date=day_in(patron.valid_until, patron.language),
            login=login,
        )
    except MailNotConfigured:
        logger.warning("%s could not be told of the expiry.", patron.user_id)
        return
    audit(AuditTag.PATRON_EXPIRY_TOLD, patron.user_id, step=step.value)


def _days(patron: Patron) -> list[tuple[ExpiryStep, date]]:
    values, last = settings(), patron.valid_until
    return [
        (ExpiryStep.FIRST_MAIL, last - timedelta(days=values.expiry_first_mail)),
        (ExpiryStep.SECOND_MAIL, last - timedelta(days=values.expiry_second_mail)),
        (ExpiryStep.EXPIRED, last + timedelta(days=1)),
        (ExpiryStep.ERASED, last + timedelta(days=1 + values.expiry_erase)),
    ]


def _calendar() -> ExpiryCalendar:
    return getUtility(IExpiryCalendar)
