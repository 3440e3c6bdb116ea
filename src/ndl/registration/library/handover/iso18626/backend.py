"""The backend that hands requests over by ISO 18626."""

from ndl.registration import _
from ndl.registration.library.handover.interfaces import Handed
from ndl.registration.library.handover.interfaces import IRequestBackend
from ndl.registration.library.handover.interfaces import Known
from ndl.registration.library.handover.interfaces import Outcome
from ndl.registration.library.handover.iso18626.account import Account
from ndl.registration.library.handover.iso18626.account import account
from ndl.registration.library.handover.iso18626.account import problems_of
from ndl.registration.library.handover.iso18626.answers import read_confirmation
from ndl.registration.library.handover.iso18626.answers import UNKNOWN_VALUE
from ndl.registration.library.handover.iso18626.messages import action_message
from ndl.registration.library.handover.iso18626.messages import CANCEL
from ndl.registration.library.handover.iso18626.messages import request_message
from ndl.registration.library.handover.iso18626.messages import STATUS
from ndl.registration.library.requests.request import PatronRequest
from ndl.registration.library.search.fetching import NoAnswer
from ndl.registration.library.search.fetching import send
from ndl.registration.patrons.patron import Patron
from ndl.registration.voice.twilio.answers import was_never_connected
from zope.interface import implementer


_REQUEST = "requestConfirmation"
_ACTION = "requestingAgencyMessageConfirmation"
_BUSY = 503


@implementer(IRequestBackend)
class Iso18626Backend:
    """The portal is the requesting agency, the system the supplying one."""

    title = _("A system that speaks ISO 18626")
    is_remote = True

    def takes(self, request: PatronRequest) -> bool:
        """Whether the settings give the type of service of the request."""
        return request.service in account().services

    def submit(
        self, number: str, request: PatronRequest, patron: Patron, again: bool
    ) -> Handed:
        """Send the request, unless the system has it already."""
        own = account()
        if again:
            there = self.ask(Known(number))
            if there.trouble != UNKNOWN_VALUE:
                return there
        message = request_message(own, number, request, patron)
        return _send(own, message, _REQUEST, number)

    def cancel(self, known: Known, again: bool) -> Handed:
        """Ask for the cancellation; a request unknown to the system is cancelled."""
        own = account()
        message = action_message(own, known, CANCEL)
        found = _send(own, message, _ACTION, known.number)
        is_unknown = found.trouble == UNKNOWN_VALUE
        return Handed(Outcome.TAKEN, found.trouble) if is_unknown else found

    def ask(self, known: Known) -> Handed:
        """Ask for the status; the system reports it later in a separate message."""
        own = account()
        message = action_message(own, known, STATUS)
        return _send(own, message, _ACTION, known.number)

    def problems(self) -> list[str]:
        """Problems of the settings and the environment."""
        return problems_of(account())


def _send(own: Account, message: bytes, confirmation: str, number: str) -> Handed:
    try:
        answer = send(own.url, message, own.seconds, own.kilobytes * 1024)
    except NoAnswer as error:
        return _trouble(error)
    return read_confirmation(answer.data, answer.charset, confirmation, number)


def _trouble(error: NoAnswer) -> Handed:
    """LATER if the message certainly did not arrive, otherwise UNSURE."""
    has_stayed_here = was_never_connected(error)
    if error.status and (error.status // 100 in (3, 4) or error.status == _BUSY):
        has_stayed_here = error.status != 408
    outcome = Outcome.LATER if has_stayed_here else Outcome.UNSURE
    return Handed(outcome, str(error))
