"""The interface of providers of voice calls."""

from dataclasses import dataclass
from dataclasses import field
from datetime import datetime
from enum import StrEnum
from zope.interface import Attribute
from zope.interface import Interface


# Longest time in seconds for a provider to accept a call or to report its status.
PATIENCE = 10


class Capability(StrEnum):
    """Optional capabilities of a provider."""

    KEYS = "keys"


class Failure(StrEnum):
    """Reasons why a call was not made or did not reach the patron."""

    NOT_CONFIGURED = "not-configured"
    UNREACHABLE = "unreachable"
    LINES_BUSY = "lines-busy"
    REJECTED = "rejected"
    NUMBER_REFUSED = "number-refused"
    UNSURE = "unsure"
    BUSY = "busy"
    NO_ANSWER = "no-answer"
    HUNG_UP = "hung-up"
    NETWORK = "network"
    LIMIT = "limit"
    EXPIRED = "expired"
    INTERRUPTED = "interrupted"


class CallState(StrEnum):
    """States of a call."""

    QUEUED = "queued"
    RINGING = "ringing"
    IN_PROGRESS = "in-progress"
    DELIVERED = "delivered"
    BUSY = "busy"
    NO_ANSWER = "no-answer"
    FAILED = "failed"

    @property
    def is_final(self) -> bool:
        """Whether the state cannot change any more."""
        return self in _FINAL


_FINAL = frozenset(
    {CallState.DELIVERED, CallState.BUSY, CallState.NO_ANSWER, CallState.FAILED}
)


@dataclass(frozen=True)
class VoiceJob:
    """A call to be made.

    `call_id` identifies it through all tries; `number` is in E.164 format. The code is
    useless after `expires`. `language` is one of LANGUAGES. With `key_first` the code
    may be spoken only after a key was pressed.
    """

    call_id: str
    number: str = field(repr=False)
    code: str = field(repr=False)
    expires: datetime
    language: str
    key_first: bool = False


@dataclass(frozen=True)
class Placed:
    """A provider's answer to the request for a call.

    An accepted call has a handle and no reason. `is_retriable` means that there was
    certainly no call, and that another request may succeed.
    """

    handle: str = ""
    reason: Failure | None = None
    is_retriable: bool = False

    @property
    def is_queued(self) -> bool:
        """Whether the provider has accepted the call."""
        return self.reason is None


@dataclass(frozen=True)
class CallStatus:
    """Status of a call; `seconds` is its duration, or 0 if unknown."""

    state: CallState
    reason: Failure | None = None
    seconds: int = 0


_STATES = {
    Failure.BUSY: CallState.BUSY,
    Failure.NO_ANSWER: CallState.NO_ANSWER,
}


def failed(reason: Failure, seconds: int = 0) -> CallStatus:
    """The status of a failed call."""
    return CallStatus(_STATES.get(reason, CallState.FAILED), reason, seconds)


class IVoiceProvider(Interface):
    """A way to make calls: a named utility, selected by the setting voice_provider.

    It is called outside of requests, in a thread of its own per call, with the site set
    as current; it must not write to the database, nor log a number or code.
    """

    title = Attribute("What the provider is called, as a message.")
    capabilities = Attribute("A frozenset of Capability.")

    def place(job: VoiceJob) -> Placed:
        """Begin the call without waiting for an answer, within PATIENCE seconds.

        Called once per job, and once more only if the result was retriable.
        """

    def status(handle: str) -> CallStatus:
        """Status of the call with this handle, within PATIENCE seconds.

        May raise any exception if the status is unknown at present; it is called again.
        """

    def problems() -> list[str]:
        """Problems that prevent calls, as messages."""
