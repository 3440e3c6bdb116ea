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
# Seconds of silence at their ends: baresip closes a call at the end of a file, and
# is not to be the first.
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
    """The trunk, and how the portal is known to it."""

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
class Order:
    """A call to be made, whose sounds are in `folder`.

    FIRST is played when the call is answered, AGAIN after each key. The code has
    been heard after so many seconds of them; with None it is not in them.
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
    def read(cls, line: str) -> "Order":
        """The order that a line holds. Raises ValueError, TypeError."""
        values = json.loads(line)
        return cls(**{**values, "trunk": Trunk(**values["trunk"])})


def told(status: CallStatus) -> str:
    """A status as a line of JSON."""
    return json.dumps(asdict(status)) + "\n"


def heard(line: str) -> CallStatus:
    """The status that a line holds. Raises ValueError, KeyError."""
    values = json.loads(line)
    reason = values["reason"]
    return CallStatus(
        CallState(values["state"]),
        Failure(reason) if reason else None,
        int(values["seconds"]),
    )
