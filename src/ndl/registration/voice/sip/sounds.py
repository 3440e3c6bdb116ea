"""Audio of a call over SIP: speech, and silence to wait for a key."""

from contextlib import suppress
from dataclasses import dataclass
from ndl.registration.clock import HOUR
from ndl.registration.clock import timestamp
from ndl.registration.voice.interfaces import VoiceJob
from ndl.registration.voice.recordings import Recordings
from ndl.registration.voice.recordings import seconds_of
from ndl.registration.voice.recordings import silence
from ndl.registration.voice.recordings import write
from ndl.registration.voice.sip.order import AGAIN
from ndl.registration.voice.sip.order import FIRST
from ndl.registration.voice.sip.order import SILENCE
from ndl.registration.voice.sip.order import SipOrder
from ndl.registration.voice.sip.order import SPARE
from ndl.registration.voice.sip.order import Trunk
from ndl.registration.voice.speech import AGAIN as ONCE_MORE
from ndl.registration.voice.speech import greeting
from ndl.registration.voice.speech import PRESS
from ndl.registration.voice.speech import reading
from ndl.registration.voice.speech import REPEAT
from pathlib import Path
from tempfile import gettempdir
from tempfile import mkdtemp

import os
import shutil


# Seconds to wait for a key.
_WAIT = 6
# Seconds of silence after a key, before the code.
_BREATH = 0.5
_PREFIX = "ndl-voice-"
_SHARED = Path("/dev/shm")  # noqa: S108 - mkdtemp draws a name and keeps others out


@dataclass(frozen=True)
class Sounds:
    """The audio at the beginning of a call, and after a key.

    The code has been heard once after `first_heard` seconds of `first` (None if it is
    not included), and after `again_heard` seconds of `again`.
    """

    first: bytes
    again: bytes
    first_heard: float | None
    again_heard: float

    def order(self, trunk: Trunk, number: str, ring_seconds: int) -> SipOrder:
        """An order for a call, with the audio written to a folder of its own.

        Only the portal's system user can read it. Raises OSError.
        """
        parent = _memory()
        _remove_leftovers(parent)
        folder = Path(mkdtemp(prefix=_PREFIX, dir=parent))
        spare = silence(SPARE)
        write(folder / FIRST, self.first + spare)
        write(folder / AGAIN, self.again + spare)
        # Played while the telephone rings.
        write(folder / SILENCE, silence(ring_seconds) + spare)
        return SipOrder(
            trunk=trunk,
            number=number,
            folder=str(folder),
            first_heard=self.first_heard,
            again_heard=self.again_heard,
            ring_seconds=ring_seconds,
        )


def sounds_of(job: VoiceJob, recordings: Recordings) -> Sounds:
    """The audio of a call. Raises BadRecording."""

    def said(*parts: str) -> bytes:
        return recordings.sound(parts, job.language)

    parts = reading(job)
    wait, breath = silence(_WAIT), silence(_BREATH)
    greeted = said(*greeting(job))
    once = said(*parts[: parts.index(ONCE_MORE)])
    code = said(*parts, REPEAT)
    first = greeted + (wait + said(PRESS) if job.key_first else code) + wait
    return Sounds(
        first=first,
        again=breath + code + wait,
        first_heard=None if job.key_first else seconds_of(greeted + once),
        again_heard=seconds_of(breath + once),
    )


def _memory() -> Path:
    """The folder in TMPDIR, or in memory so that no audio is written to disk."""
    chosen = os.environ.get("TMPDIR")
    if chosen:
        return Path(chosen)
    return _SHARED if os.access(_SHARED, os.W_OK) else Path(gettempdir())


def _remove_leftovers(parent: Path) -> None:
    """Remove the folders of calls that were killed with all their processes."""
    oldest = timestamp() - HOUR
    for folder in parent.glob(f"{_PREFIX}*"):
        # Folders of other users cannot be removed, and other processes may remove these
        # too.
        with suppress(OSError):
            if folder.stat().st_mtime < oldest:
                shutil.rmtree(folder)
