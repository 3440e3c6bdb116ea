"""Check of the reading of pictures for hints."""

from ndl.registration import _
from ndl.registration.clock import HOUR
from ndl.registration.clock import timestamp
from ndl.registration.health.finding import Finding
from ndl.registration.health.finding import fine
from ndl.registration.health.finding import warning
from ndl.registration.patrons.due_queue import moment_of
from ndl.registration.reading.engine import problem
from ndl.registration.review.reading_queue import get_reading_queue
from ndl.registration.settings import settings


# Limit of the count.
_MOST = 1000


def pictures_are_read() -> Finding:
    """Check that the OCR program is installed, and no picture waits over an hour."""
    if not settings().reads_pictures:
        return fine(_("Pictures are not read for hints: the setting is off."))
    missing = problem()
    if missing:
        cure = _("Install it, or switch off the reading of pictures in the settings.")
        return warning(missing, cure)
    queue = get_reading_queue()
    first = next(queue.due(timestamp()), None)
    number = queue.count(_MOST)
    if first is not None and moment_of(first[0]) < timestamp() - HOUR:
        return warning(
            _(
                "Applications whose pictures wait to be read: ${number}, for more "
                "than an hour.",
                mapping={"number": number},
            ),
            _(
                "Look into the log of Zope, or run the command read-pictures of "
                "ndl-registration."
            ),
        )
    return fine(
        _(
            "Applications whose pictures wait to be read: ${number}.",
            mapping={"number": number},
        )
    )
