"""All data held about a patron as a ZIP file, generated while it is sent."""

from collections.abc import Iterable
from collections.abc import Iterator
from ndl.registration.account.data_page import data_page
from ndl.registration.account.my_data import collect_data
from ndl.registration.account.my_data import pictures_of
from ndl.registration.clock import now
from ndl.registration.clock import site_zone
from ndl.registration.events import audit
from ndl.registration.events import AuditTag
from ndl.registration.patrons.patron import Patron
from zipfile import ZIP_DEFLATED
from zipfile import ZIP_STORED
from zipfile import ZipFile
from zipfile import ZipInfo

import json


_CHUNK = 64 * 1024


class _Sink:
    """Buffer for the output of ZipFile; `take` empties it."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []

    def write(self, data: bytes) -> int:
        self._parts.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        """Do nothing: all bytes are in the sink."""

    def take(self) -> bytes:
        data = b"".join(self._parts)
        self._parts.clear()
        return data


def take_my_data(patron: Patron) -> Iterator[bytes]:
    """The archive: `data.json`, `data.html` and the pictures that still exist.

    Everything is read from the database before this returns; the pieces are then
    made in memory, never on disk.
    """
    data = collect_data(patron)
    text = json.dumps(data, ensure_ascii=False, indent=2)
    page = data_page(data, patron.language)
    files = [
        ("data.json", text.encode("utf-8")),
        ("data.html", page.encode("utf-8")),
        *pictures_of(patron),
    ]
    audit(AuditTag.PATRON_DATA_TAKEN, patron.user_id, pictures=len(files) - 2)
    return stream_zip(files)


def stream_zip(files: Iterable[tuple[str, bytes]]) -> Iterator[bytes]:
    """The bytes of a ZIP file, piece by piece."""
    sink, moment = _Sink(), now().astimezone(site_zone()).timetuple()[:6]
    return _pieces(sink, files, moment)


def _pieces(
    sink: _Sink, files: Iterable[tuple[str, bytes]], moment: tuple[int, ...]
) -> Iterator[bytes]:
    with ZipFile(sink, "w") as archive:  # type: ignore[call-overload]
        for name, data in files:
            info = ZipInfo(name, moment)  # type: ignore[arg-type]
            is_picture = name.endswith(".jpg")
            info.compress_type = ZIP_STORED if is_picture else ZIP_DEFLATED
            with archive.open(info, "w") as target:
                for start in range(0, len(data), _CHUNK):
                    target.write(data[start : start + _CHUNK])
                    yield sink.take()
    yield sink.take()
