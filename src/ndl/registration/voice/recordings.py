"""The audio of a call, assembled from recordings of its parts.

A recording is a WAV file of 8 kHz, mono, 16 bits, the quality of telephones. It is
named after its part, in a folder named after its language.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from ndl.registration.config import LANGUAGES
from ndl.registration.settings import library_in
from ndl.registration.settings.library import ILibrarySettings
from ndl.registration.voice.speech import LIBRARY
from ndl.registration.voice.speech import PARTS
from ndl.registration.voice.speech import SILENCE
from ndl.registration.voice.speech import words
from pathlib import Path

import wave


CLIPS = Path(__file__).parent / "clips"
RATE = 8000
_WIDTH = 2
_FORMAT = (1, _WIDTH, RATE)
# Seconds of silence: at the beginning of a call, and after each part.
_BEGINNING = 1
_PAUSE = 0.3


class BadRecording(Exception):
    """A recording is missing or has the wrong format."""


@dataclass(frozen=True)
class Recordings:
    """The recordings of the add-on, replaced by those in a folder of the site."""

    own: Path | None = None

    def sound(self, parts: Iterable[str], language: str) -> bytes:
        """The samples of the parts in sequence. Raises BadRecording."""
        return b"".join(self._part(part, language) for part in parts)

    def problems(self) -> list[Path]:
        """Unplayable files of the site's folder, or the folder if it is empty."""
        if self.own is None:
            return []
        paths = [file_of(self.own, p, lang) for lang in LANGUAGES for p in PARTS]
        found = [path for path in paths if path.exists()]
        return [path for path in found if not _is_playable(path)] or (
            [] if found else [self.own]
        )

    def _part(self, part: str, language: str) -> bytes:
        if part == SILENCE:
            return silence(_BEGINNING)
        if self.own is not None and file_of(self.own, part, language).exists():
            path = file_of(self.own, part, language)
        elif _is_in_clips(part, language):
            path = file_of(CLIPS, part, language)
        else:
            return b""
        return _read(path) + silence(_PAUSE)


def file_of(folder: Path, part: str, language: str) -> Path:
    """Path of the recording of a part in a folder."""
    return folder / language / f"{part}.wav"


def silence(seconds: float) -> bytes:
    """Samples of silence."""
    return bytes(_WIDTH * int(seconds * RATE))


def seconds_of(sound: bytes) -> float:
    """Duration of the samples in seconds."""
    return len(sound) / _WIDTH / RATE


def write(path: Path, sound: bytes) -> None:
    """Write the samples to a WAV file."""
    path.parent.mkdir(exist_ok=True)
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(_WIDTH)
        file.setframerate(RATE)
        file.writeframes(sound)


def _is_in_clips(part: str, language: str) -> bool:
    if part == LIBRARY:
        # The recording names the default library; any other stays unnamed without its
        # own.
        default = ILibrarySettings[f"library_name_{language}"].default
        return library_in(language).name == default
    # A language may have no words for a part.
    return bool(words([part], language))


def _is_playable(path: Path) -> bool:
    try:
        return bool(_read(path))
    except BadRecording:
        return False


def _read(path: Path) -> bytes:
    try:
        return _samples(path, path.stat().st_mtime_ns)
    except (OSError, EOFError, wave.Error) as error:
        raise BadRecording(path) from error


@lru_cache(maxsize=len(LANGUAGES) * len(PARTS))
def _samples(path: Path, changed: int) -> bytes:
    with wave.open(str(path), "rb") as file:
        if (file.getnchannels(), file.getsampwidth(), file.getframerate()) != _FORMAT:
            raise BadRecording(path)
        return file.readframes(file.getnframes())
