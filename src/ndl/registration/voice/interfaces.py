"""Interface of providers of voice calls."""

from dataclasses import dataclass
from dataclasses import field
from datetime import datetime
from enum import StrEnum
from zope.interface import Attribute
from zope.interface import Interface


# No provider may need longer to take a call on, or to answer a question.
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
        """Whether nothing more will come of the call."""
        return self in _FINAL


_FINAL = frozenset(
    {CallState.DELIVERED, CallState.BUSY, CallState.NO_ANSWER, CallState.FAILED}
)


@dataclass(frozen=True)
class VoiceJob:
    """A call to be made.

    `call_id` names it, through all tries; `number` is in the form of E.164. The
    code is of no use after `expires`. `language` is one of LANGUAGES. With
    `key_first` the code may be spoken only after a key was pressed.
    """

    call_id: str
    number: str = field(repr=False)
    code: str = field(repr=False)
    expires: datetime
    language: str
    key_first: bool = False


@dataclass(frozen=True)
class Placed:
    """The answer of a provider that was asked for a call.

    Taken on, it has a handle and no reason. `is_retriable` tells that there was
    certainly no call, and that asking once more may help.
    """

    handle: str = ""
    reason: Failure | None = None
    is_retriable: bool = False

    @property
    def is_queued(self) -> bool:
        """Whether the provider has taken the call on."""
        return self.reason is None


@dataclass(frozen=True)
class CallStatus:
    """Status of a call; `seconds` is its duration as far as it is known."""

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
    """A way to make calls: a named utility, which the setting voice_provider names.

    It is called outside of requests, in a thread of its own per call, with the
    site and its settings at hand; it must not write to the database. It logs no
    number and no code.
    """

    title = Attribute("What the provider is called, as a message.")
    capabilities = Attribute("A frozenset of Capability.")

    def place(job: VoiceJob) -> Placed:
        """Begin the call without waiting for an answer.

        Takes no longer than PATIENCE. Called once for a job, and once more only
        when the answer was retriable.
        """

    def status(handle: str) -> CallStatus:
        """Status of the call with this handle; answers within PATIENCE.

        May raise any exception where it cannot tell now; it is asked again.
        """

    def problems() -> list[str]:
        """Problems that prevent calls, as messages."""
