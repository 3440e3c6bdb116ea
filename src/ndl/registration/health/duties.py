"""Checks for overdue work."""

from datetime import timedelta
from ndl.registration import _
from ndl.registration.health.finding import Finding
from ndl.registration.health.finding import fine
from ndl.registration.health.finding import warning
from ndl.registration.review.due import count_overdue
from ndl.registration.review.queue import count_late
from ndl.registration.review.retention import count_due_pictures
from ndl.registration.settings import settings


# Days, as the command that erases pictures runs once a day.
GRACE = 2
LATE = timedelta(minutes=15)


def pictures_are_erased() -> Finding:
    """Check that no identity document is kept longer than the settings allow."""
    number = count_due_pictures(GRACE)
    if number:
        return warning(
            _(
                "Applications with pictures that should have been erased: ${number}.",
                mapping={"number": number},
            ),
            _(
                "Run the command erase-pictures of ndl-registration every day, or "
                "erase them on this page."
            ),
        )
    return fine(_("No picture is kept longer than it may be."))


def decisions_take_effect() -> Finding:
    """Check that postponed decisions take effect in time."""
    number = count_overdue(LATE)
    if number:
        return warning(
            _(
                "Decisions that have not taken effect in time: ${number}.",
                mapping={"number": number},
            ),
            _("Run the command take-due-steps of ndl-registration every minute."),
        )
    return fine(_("No decision waits to take effect."))


def applications_are_decided() -> Finding:
    """Check that no application is past its due day."""
    number = count_late()
    mapping = {"number": number, "days": settings().review_days}
    if number:
        return warning(
            _(
                "Applications that wait longer than ${days} business days: ${number}.",
                mapping=mapping,
            ),
            _("Ask the editors to decide them at the registration desk."),
        )
    return fine(
        _("No application waits longer than ${days} business days.", mapping=mapping)
    )
