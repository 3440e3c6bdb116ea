"""Synthesize the clips of voice calls: `python -m scripts.voice_clips`.

Needs flite (Debian's package) for English and, in the environment, pyopenjtalk-plus and
scipy for Japanese; none of them is needed to run the portal. The licences of the voices
are beside the clips.
"""

from ndl.registration.config import LANGUAGES
from ndl.registration.voice.recordings import CLIPS
from ndl.registration.voice.recordings import file_of
from ndl.registration.voice.recordings import RATE
from ndl.registration.voice.recordings import write
from ndl.registration.voice.speech import PARTS
from ndl.registration.voice.speech import words
from pathlib import Path
from plone.registry import Registry
from plone.registry.interfaces import IRegistry
from scipy.signal import butter
from scipy.signal import resample_poly
from scipy.signal import sosfiltfilt
from shutil import which
from tempfile import TemporaryDirectory
from zope.component import provideUtility

import numpy as np
import pyopenjtalk
import subprocess
import sys
import wave


# Frequencies that a telephone transmits, in Hz.
_BAND = (200, 3600)
# Samples below this fraction of the peak are silence.
_FLOOR = 0.008
# Silence kept before and after the speech, in seconds.
_MARGIN = 0.03
_PEAK = 0.7
_LOUDEST = 32767
# Slightly slower than normal speech.
_SPEED = 0.85
_STRETCH = 1.2


def spoken(text: str, language: str) -> tuple[np.ndarray, int]:
    """The synthesized samples of a text, and their rate in Hz."""
    if language == "ja":
        sound, rate = pyopenjtalk.tts(text, speed=_SPEED)
        return sound, int(rate)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "spoken.wav"
        options = ["-voice", "slt", "--setf", f"duration_stretch={_STRETCH}"]
        command = [which("flite") or "flite", *options, "-t", text, "-o", str(path)]
        subprocess.run(command, check=True)
        with wave.open(str(path)) as file:
            data, rate = file.readframes(file.getnframes()), file.getframerate()
    return np.frombuffer(data, "<i2").astype(float), rate


def for_telephones(sound: np.ndarray, rate: int) -> bytes:
    """Samples filtered and resampled for a telephone, without silence around."""
    sound = resample_poly(sound, RATE, rate)
    sound = sosfiltfilt(butter(4, _BAND, "bandpass", fs=RATE, output="sos"), sound)
    loud = np.flatnonzero(np.abs(sound) > _FLOOR * np.abs(sound).max())
    margin = int(_MARGIN * RATE)
    sound = sound[max(0, loud[0] - margin) : loud[-1] + margin]
    sound = sound / np.abs(sound).max() * _PEAK * _LOUDEST
    return sound.astype("<i2").tobytes()


def main() -> int:
    """Synthesize every part in every language, with the library's default name."""
    provideUtility(Registry(), IRegistry)
    for language in LANGUAGES:
        for part in PARTS:
            text = words([part], language)
            if text:
                write(
                    file_of(CLIPS, part, language),
                    for_telephones(*spoken(text, language)),
                )
    return 0


if __name__ == "__main__":
    sys.exit(main())
