"""Check of the hand-over of requests to the library's own system."""

from ndl.registration import _
from ndl.registration.clock import MINUTE
from ndl.registration.clock import timestamp
from ndl.registration.health.finding import Finding
from ndl.registration.health.finding import fine
from ndl.registration.health.finding import unsafe
from ndl.registration.health.finding import warning
from ndl.registration.library.handover.backends import current_backend
from ndl.registration.library.handover.outbox import get_outbox
from ndl.registration.settings import settings


# Limit of the count.
_MOST = 1000


def requests_leave() -> Finding:
    """Check that the system is set up, and no request waits too long or was refused."""
    backend = current_backend()
    if backend is None:
        return unsafe(
            _("The library's own system is not installed: requests wait for it."),
            _("Choose another system under Requests in the control panel."),
        )
    waiting = get_outbox().first(_MOST)
    if not backend.is_remote and not waiting:
        return fine(_("The staff handle all requests in the portal."))
    problems = backend.problems()
    if problems:
        cure = _("Requests wait. Change the settings of the library's own system.")
        return unsafe(problems[0], cure)
    refused = sum(one.is_refused for one in waiting)
    since = [one.since for one in waiting if not one.is_refused]
    minutes = (timestamp() - min(since, default=timestamp())) // MINUTE
    mapping = {"number": len(since), "minutes": minutes, "refused": refused}
    if not backend.is_remote or minutes >= settings().request_wait:
        return unsafe(
            _(
                "Requests waiting to be handed over: ${number}, the oldest for "
                "${minutes} minutes.",
                mapping=mapping,
            ),
            _("See whether the library's own system answers; look into the log."),
        )
    if refused:
        return warning(
            _(
                "Requests that the library's own system did not take: ${refused}.",
                mapping=mapping,
            ),
            _(
                "Handle them in the portal, or have them tried again: "
                "ndl-registration … hand-over --again"
            ),
        )
    return fine(_("Requests waiting to be handed over: ${number}.", mapping=mapping))
