"""Which system requests are handed over to."""

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
    """The portal itself: all stays here, in the hands of the staff."""

    title = _("None: the staff handle requests in the portal")
    is_remote = False

    def takes(self, request: PatronRequest) -> bool:
        """Nothing has to be handed over."""
        return False

    def submit(
        self, number: str, request: PatronRequest, patron: Patron, again: bool
    ) -> Handed:
        """It is here already."""
        return _TAKEN

    def cancel(self, known: Known, again: bool) -> Handed:
        """It is cancelled already."""
        return _TAKEN

    def ask(self, known: Known) -> Handed:
        """The portal knows the state."""
        return _TAKEN

    def problems(self) -> list[str]:
        """None."""
        return []


def current_backend() -> Any:
    """The system of the setting; None if it is not installed (any more)."""
    return queryUtility(IRequestBackend, settings().request_backend or EMBEDDED)
