"""Tesseract, the OCR engine: its availability, and its use in a process of its own."""

from collections.abc import Iterator
from collections.abc import Sequence
from contextlib import contextmanager
from datetime import date
from functools import lru_cache
from importlib.util import find_spec
from ndl.registration import _
from ndl.registration.documents.process import Worker
from ndl.registration.documents.process import WorkerFailed
from ndl.registration.documents.worker import DONE
from ndl.registration.patrons.person import Person
from ndl.registration.reading.compare import compare
from ndl.registration.reading.hints import Hints
from ndl.registration.reading.text import Text
from pathlib import Path

import json
import logging
import os


logger = logging.getLogger("ndl.registration")
BINDING = "tesserocr"
VARIABLE = "TESSDATA_PREFIX"
LANGUAGES = ("jpn", "eng", "osd")
# Usual places of the language data, newer versions first.
_PLACES = (
    "/usr/share/tesseract-ocr/5/tessdata",
    "/usr/share/tesseract-ocr/4.00/tessdata",
    "/usr/share/tessdata",
    "/usr/share/tesseract/tessdata",
    "/usr/local/share/tessdata",
    "/opt/homebrew/share/tessdata",
)
# Memory in bytes for Python, Pillow, the language models and the largest picture.
_MEMORY = 1536 * 1024 * 1024
# A picture uses a single processor, so that the others stay free for requests.
_ONE_THREAD = {"OMP_THREAD_LIMIT": "1"}


def problem() -> str:
    """The reason why OCR is unavailable, as a message; empty if it works."""
    if not _has_binding():
        return _(
            "The Python package tesserocr is missing: install ndl.registration[ocr]."
        )
    if not tessdata():
        return _(
            "Tesseract or one of its languages is missing: install tesseract-ocr and "
            "tesseract-ocr-jpn."
        )
    return ""


def tessdata() -> str:
    """The folder that has the data of all languages; empty if there is none."""
    given = os.environ.get(VARIABLE, "")
    for place in filter(None, (given, *_PLACES)):
        if all((Path(place) / f"{name}.traineddata").exists() for name in LANGUAGES):
            return place
    return ""


@lru_cache(maxsize=1)
def _has_binding() -> bool:
    return find_spec(BINDING) is not None


class Reader:
    """Reads pictures in a process of its own, started on demand."""

    def __init__(self) -> None:
        self._worker: Worker | None = None

    def read(self, data: bytes, picture: int, seconds: int) -> list[Text] | None:
        """The readings of a picture in several modes; None if it is unreadable.

        A process that fails is ended; the next picture gets a new process.
        """
        try:
            facts, lines = self._ask(data, seconds)
        except (WorkerFailed, OSError) as error:
            logger.warning("A picture ended its reader: %s", type(error).__name__)
            self.end()
            return None
        if facts["outcome"] != DONE:
            logger.warning("A picture was not read: %s", facts.get("error"))
            return None
        return [Text.of(reading, picture) for reading in json.loads(lines)]

    def end(self) -> None:
        """Stop the process, if there is one."""
        if self._worker is not None:
            self._worker.end()
            self._worker = None

    def _ask(self, data: bytes, seconds: int) -> tuple[dict[str, str], bytes]:
        if self._worker is None or not self._worker.is_alive:
            self.end()
            module = "ndl.registration.reading.worker"
            self._worker = Worker(module, _MEMORY, _ONE_THREAD)
        return self._worker.ask({"tessdata": tessdata()}, data, seconds)


@contextmanager
def reading() -> Iterator[Reader]:
    """A reader whose process ends with the context."""
    reader = Reader()
    try:
        yield reader
    finally:
        reader.end()


def find_hints(
    reader: Reader,
    pictures: Sequence[bytes | None],
    person: Person,
    on: date,
    seconds: int,
) -> Hints | None:
    """The hints from the pictures of a document; None if no picture can be read.

    A picture that no longer exists is None; `on` is the day on which documents must be
    valid.
    """
    texts, unread = [], []
    for number, data in enumerate(pictures, start=1):
        found = None if data is None else reader.read(data, number, seconds)
        if found is None:
            unread.append(number)
        else:
            texts += found
    if len(unread) == len(pictures):
        return None
    return Hints(compare(texts, person, on), tuple(unread))
