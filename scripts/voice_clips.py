"""Speak the clips of voice calls: `python -m scripts.voice_clips`.

Needs flite (Debian's package) for English and, in the environment, pyopenjtalk-plus
and scipy for Japanese; none of them is needed to run the portal. The licences of
the voices stand beside the clips.
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


# What a telephone carries, in Hz.
_BAND = (200, 3600)
# Below this part of the loudest moment nothing is said.
_FLOOR = 0.008
# Silence that is kept before and after what is said, in seconds.
_MARGIN = 0.03
_PEAK = 0.7
_LOUDEST = 32767
# A little slower than people talk.
_SPEED = 0.85
_STRETCH = 1.2


def spoken(text: str, language: str) -> tuple[np.ndarray, int]:
    """What a voice makes of the text, and the rate of its samples."""
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
    """The samples as a telephone carries them, without silence around them."""
    sound = resample_poly(sound, RATE, rate)
    sound = sosfiltfilt(butter(4, _BAND, "bandpass", fs=RATE, output="sos"), sound)
    loud = np.flatnonzero(np.abs(sound) > _FLOOR * np.abs(sound).max())
    margin = int(_MARGIN * RATE)
    sound = sound[max(0, loud[0] - margin) : loud[-1] + margin]
    sound = sound / np.abs(sound).max() * _PEAK * _LOUDEST
    return sound.astype("<i2").tobytes()


def main() -> int:
    """Speak every part in every language, the library by its default name."""
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
