"""Messages to and from the process of a call: lines of JSON."""

from dataclasses import asdict
from dataclasses import dataclass
from dataclasses import field
from enum import StrEnum
from ndl.registration.voice.interfaces import CallState
from ndl.registration.voice.interfaces import CallStatus
from ndl.registration.voice.interfaces import Failure

import json


# Files in the folder of a call.
FIRST = "first.wav"
AGAIN = "again.wav"
SILENCE = "silence.wav"
# Seconds of silence at the end of each file, because baresip closes the call at the end
# of a file, and this process should end it first.
SPARE = 5


class Transport(StrEnum):
    """Transports of SIP."""

    UDP = "udp"
    TCP = "tcp"
    TLS = "tls"


class Media(StrEnum):
    """Encryption of the media stream."""

    PLAIN = "plain"
    SRTP = "srtp"
    DTLS = "dtls"


@dataclass(frozen=True)
class Trunk:
    """The trunk, and the portal's account there."""

    host: str
    port: int
    transport: str
    media: str
    domain: str
    user: str
    auth_user: str
    secret: str = field(repr=False)
    authorities: str = ""


@dataclass(frozen=True)
class SipOrder:
    """A call to be made, whose audio files are in `folder`.

    FIRST is played when the call is answered, AGAIN after each key. `first_heard` and
    `again_heard` are the seconds after which each has read out the code; None if FIRST
    does not contain it.
    """

    trunk: Trunk
    number: str = field(repr=False)
    folder: str
    first_heard: float | None
    again_heard: float
    ring_seconds: int

    def line(self) -> str:
        """The order as a line of JSON."""
        return json.dumps(asdict(self)) + "\n"

    @classmethod
    def read(cls, line: str) -> "SipOrder":
        """The order in a line. Raises ValueError, TypeError."""
        values = json.loads(line)
        return cls(**{**values, "trunk": Trunk(**values["trunk"])})


def told(status: CallStatus) -> str:
    """A status as a line of JSON."""
    return json.dumps(asdict(status)) + "\n"


def heard(line: str) -> CallStatus:
    """The status in a line. Raises ValueError, KeyError."""
    values = json.loads(line)
    reason = values["reason"]
    return CallStatus(
        CallState(values["state"]),
        Failure(reason) if reason else None,
        int(values["seconds"]),
    )
