"""The provider of voice calls for development, which writes their text to files."""

from App.config import getConfiguration
from ndl.registration import _
from ndl.registration.clock import now
from ndl.registration.voice.interfaces import CallState
from ndl.registration.voice.interfaces import CallStatus
from ndl.registration.voice.interfaces import Capability
from ndl.registration.voice.interfaces import IVoiceProvider
from ndl.registration.voice.interfaces import Placed
from ndl.registration.voice.interfaces import VoiceJob
from ndl.registration.voice.speech import greeting
from ndl.registration.voice.speech import reading
from ndl.registration.voice.speech import words
from pathlib import Path
from zope.interface import implementer


FOLDER = "calls"


@implementer(IVoiceProvider)
class WrittenCalls:
    """A provider that makes no calls: it writes the texts to `var/calls`."""

    title = _("Files (for development)")
    capabilities = frozenset({Capability.KEYS})

    def place(self, job: VoiceJob) -> Placed:
        """Write the number and the text of the call."""
        folder = calls_folder()
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        text = words((*greeting(job), *reading(job)), job.language)
        path = folder / f"{now():%Y%m%d-%H%M%S-%f}.txt"
        path.write_text(f"{job.number}\n{text}\n", encoding="utf-8")
        return Placed(job.call_id)

    def status(self, handle: str) -> CallStatus:
        """Always delivered."""
        return CallStatus(CallState.DELIVERED)

    def problems(self) -> list[str]:
        """A warning that patrons are not called."""
        return [_("Calls are only written into files, which is for development.")]


def calls_folder() -> Path:
    """The folder of the files, in the instance's `var`."""
    return Path(getConfiguration().clienthome) / FOLDER
