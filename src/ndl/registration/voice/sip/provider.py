"""The provider of voice calls that uses a SIP trunk or a PBX."""

from ndl.registration import _
from ndl.registration.clock import now
from ndl.registration.settings import settings
from ndl.registration.voice.interfaces import CallStatus
from ndl.registration.voice.interfaces import Capability
from ndl.registration.voice.interfaces import failed
from ndl.registration.voice.interfaces import Failure
from ndl.registration.voice.interfaces import IVoiceProvider
from ndl.registration.voice.interfaces import PATIENCE
from ndl.registration.voice.interfaces import Placed
from ndl.registration.voice.interfaces import VoiceJob
from ndl.registration.voice.recordings import BadRecording
from ndl.registration.voice.recordings import Recordings
from ndl.registration.voice.sip.configuration import is_value
from ndl.registration.voice.sip.configuration import modules_folder
from ndl.registration.voice.sip.dialling import dialled
from ndl.registration.voice.sip.dialling import NotDiallable
from ndl.registration.voice.sip.dialling import SECRET
from ndl.registration.voice.sip.dialling import trunk
from ndl.registration.voice.sip.lines import AllTaken
from ndl.registration.voice.sip.lines import Line
from ndl.registration.voice.sip.lines import Lines
from ndl.registration.voice.sip.order import Media
from ndl.registration.voice.sip.order import Transport
from ndl.registration.voice.sip.order import Trunk
from ndl.registration.voice.sip.sounds import sounds_of
from pathlib import Path
from zope.interface import implementer


# Seconds after which a process is ended if it has not dialed.
_BEGINNING = PATIENCE - 2


@implementer(IVoiceProvider)
class SipProvider:
    """A SIP trunk or PBX, used through baresip."""

    title = _("SIP trunk or PBX")
    capabilities = frozenset({Capability.KEYS})

    def __init__(self) -> None:
        self._lines = Lines()

    def place(self, job: VoiceJob) -> Placed:
        """Start a process that begins the call."""
        placed = self._lines.find(job.call_id)
        if placed is not None and placed.was_dialled:
            return Placed(job.call_id)
        sip, left = trunk(), int((job.expires - now()).total_seconds())
        if sip is None or modules_folder() is None:
            return Placed(reason=Failure.NOT_CONFIGURED)
        if left <= 0:
            return Placed(reason=Failure.EXPIRED)
        try:
            sounds, number = sounds_of(job, _recordings()), dialled(job.number)
        except BadRecording:
            return Placed(reason=Failure.NOT_CONFIGURED)
        except NotDiallable:
            return Placed(reason=Failure.NUMBER_REFUSED)
        ring_seconds = min(settings().sip_ring_seconds, left)
        try:
            order = sounds.order(sip, number, ring_seconds)
            line = self._lines.start(job.call_id, order, settings().voice_lines)
        except AllTaken:
            return Placed(reason=Failure.LINES_BUSY, is_retriable=True)
        except OSError:
            return Placed(reason=Failure.INTERRUPTED, is_retriable=True)
        return _answer(job.call_id, line)

    def status(self, handle: str) -> CallStatus:
        """Status of the call; interrupted for calls of another process."""
        line = self._lines.find(handle)
        return line.status if line else failed(Failure.INTERRUPTED)

    def problems(self) -> list[str]:
        """Problems that prevent calls, as messages."""
        sip = trunk()
        if sip is None:
            return [_("The SIP trunk has no address or no user name.")]
        return [*_missing(sip), *_wrong(sip), *_unplayable()]


def _answer(handle: str, line: Line) -> Placed:
    if not line.begins_within(_BEGINNING):
        line.end()
        return Placed(reason=Failure.UNSURE)
    if line.was_dialled:
        return Placed(handle)
    return Placed(reason=line.status.reason, is_retriable=True)


def _recordings() -> Recordings:
    folder = settings().sip_recordings
    return Recordings(Path(folder) if folder else None)


def _missing(sip: Trunk) -> list[str]:
    """Problems with programs and files missing on the machine."""
    problems = []
    if modules_folder() is None:
        problems.append(_("baresip is not installed on this machine."))
    if sip.transport == Transport.TLS and not Path(sip.authorities).is_file():
        problems.append(_("The file with the certificates of authorities is missing."))
    return problems


def _wrong(sip: Trunk) -> list[str]:
    """Problems with settings that are invalid or unsafe."""
    problems = []
    if not is_value(sip.secret):
        problems.append(
            _(
                "The password in ${variable} has characters that baresip cannot be "
                "told: a blank, a quotation mark, a backslash, < > ; or a letter "
                "beyond ASCII.",
                mapping={"variable": SECRET},
            )
        )
    if sip.media == Media.SRTP and sip.transport != Transport.TLS:
        problems.append(
            _("SRTP with keys in the messages of SIP protects nothing without TLS.")
        )
    return problems


def _unplayable() -> list[str]:
    return [
        _(
            "This recording is missing or is not WAV of 8 kHz, mono, 16 bits: ${path}.",
            mapping={"path": str(path)},
        )
        for path in _recordings().problems()
    ]
