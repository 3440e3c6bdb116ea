"""The provider of voice calls that uses Twilio's interface."""

from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
from ndl.registration import _
from ndl.registration.clock import now
from ndl.registration.voice.interfaces import CallStatus
from ndl.registration.voice.interfaces import Failure
from ndl.registration.voice.interfaces import IVoiceProvider
from ndl.registration.voice.interfaces import PATIENCE
from ndl.registration.voice.interfaces import Placed
from ndl.registration.voice.interfaces import VoiceJob
from ndl.registration.voice.twilio.account import Account
from ndl.registration.voice.twilio.account import account
from ndl.registration.voice.twilio.account import has_library
from ndl.registration.voice.twilio.account import SECRET
from threading import Thread
from typing import TypeVar
from zope.interface import implementer


T = TypeVar("T")


def in_time(ask: Callable[[], T], seconds: float) -> T:
    """Run `ask` with a time limit. Raises TimeoutError, and the exceptions of `ask`.

    A socket limits only the wait for the next byte, and a DNS look-up has no time limit
    at all. A result that comes too late is discarded.
    """
    answer: Future[T] = Future()

    def run() -> None:
        try:
            answer.set_result(ask())
        except BaseException as error:  # noqa: BLE001 - it is raised to who waits
            answer.set_exception(error)

    Thread(target=run, name="voice question", daemon=True).start()
    return answer.result(seconds)


@implementer(IVoiceProvider)
class TwilioProvider:
    """Twilio, or a service with the same interface."""

    title = _("Twilio, or a cloud service with the same interface")
    # Keys would be reported to a callback address, which the portal does not have.
    capabilities: frozenset[str] = frozenset()

    def place(self, job: VoiceJob) -> Placed:
        """Request the call from the service."""
        if job.expires <= now():
            return Placed(reason=Failure.EXPIRED)
        if job.key_first or self.problems():
            return Placed(reason=Failure.NOT_CONFIGURED)
        # Imported here, because the library is optional.
        from ndl.registration.voice.twilio.client import ask_for_call
        from ndl.registration.voice.twilio.client import document

        own = account()
        # The thread of the request has no current site, so the settings are read here.
        ask = partial(ask_for_call, own, job.number, document(job, own.voices))
        try:
            return in_time(ask, PATIENCE)
        except TimeoutError:
            # The request may have been sent.
            return Placed(reason=Failure.UNSURE)

    def status(self, handle: str) -> CallStatus:
        """Status of the call; available to any process."""
        from ndl.registration.voice.twilio.client import ask_for_status

        return in_time(partial(ask_for_status, account(), handle), PATIENCE)

    def problems(self) -> list[str]:
        """Problems that prevent calls, as messages."""
        return _missing(account())


def _missing(own: Account) -> list[str]:
    problems = []
    if not has_library():
        problems.append(
            _("The package twilio is not installed: ndl.registration[voice-twilio].")
        )
    if not own.sid:
        problems.append(_("The account at the cloud service for calls is missing."))
    if not own.secret:
        problems.append(
            _(
                "The secret of the cloud service for calls is missing in the "
                "environment: ${variable}.",
                mapping={"variable": SECRET},
            )
        )
    if not own.caller:
        problems.append(
            _("There is no number from which the cloud service is to call.")
        )
    if not own.is_safe:
        problems.append(_("The address of the cloud service for calls needs https."))
    return problems
