"""The system to which requests are handed over."""

from ndl.registration import _
from ndl.registration.library.handover.interfaces import Handed
from ndl.registration.library.handover.interfaces import IRequestBackend
from ndl.registration.library.handover.interfaces import Known
from ndl.registration.library.handover.interfaces import Outcome
from ndl.registration.library.requests.request import PatronRequest
from ndl.registration.patrons.patron import Patron
from ndl.registration.settings import settings
from typing import Any
from zope.component import queryUtility
from zope.interface import implementer


EMBEDDED = "embedded"
_TAKEN = Handed(Outcome.TAKEN)


@implementer(IRequestBackend)
class EmbeddedBackend:
    """The portal itself: staff handle all requests there."""

    title = _("None: the staff handle requests in the portal")
    is_remote = False

    def takes(self, request: PatronRequest) -> bool:
        """Return False: nothing is handed over."""
        return False

    def submit(
        self, number: str, request: PatronRequest, patron: Patron, again: bool
    ) -> Handed:
        """Do nothing: the request is in the portal."""
        return _TAKEN

    def cancel(self, known: Known, again: bool) -> Handed:
        """Do nothing: the request is cancelled in the portal."""
        return _TAKEN

    def ask(self, known: Known) -> Handed:
        """Do nothing: the state is in the portal."""
        return _TAKEN

    def problems(self) -> list[str]:
        """Return no problems."""
        return []


def current_backend() -> Any:
    """The backend named in the settings; None if it is not installed."""
    return queryUtility(IRequestBackend, settings().request_backend or EMBEDDED)
