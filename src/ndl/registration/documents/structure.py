"""Detection of small files that would keep a decoder busy very long.

A progressive JPEG may have any number of scans, each over the whole picture; a JPEG
may have any number of segments and of fill bytes before each, a PNG any number of
chunks.
"""

import re


MOST_SCANS = 32
MOST_SEGMENTS = 2000
MOST_FILL = 4000
MOST_CHUNKS = 20_000
_PNG = b"\x89PNG\r\n\x1a\n"
# Stuffed zeros, restarts and fill bytes are not markers.
_MARKER = re.compile(rb"\xff([^\x00\xd0-\xd7\xff])")
_FILL = b"\xff\xff"
_START_OF_SCAN = b"\xda"
_END_OF_IMAGE = b"\xd9"
_BARE = (b"\x01", b"\xd8")
_CHUNK_FRAME = 12


class TooIntricate(Exception):
    """The file has more parts than cameras and programs produce."""


def check_structure(data: bytes) -> None:
    """Raise TooIntricate for a JPEG or PNG that would take too long to decode."""
    if data.startswith(_PNG):
        _check_chunks(data)
    else:
        _check_segments(data)


def _check_chunks(data: bytes) -> None:
    position = len(_PNG)
    for _number in range(MOST_CHUNKS):
        length = int.from_bytes(data[position : position + 4], "big")
        position += length + _CHUNK_FRAME
        if position >= len(data):
            return
    raise TooIntricate


def _check_segments(data: bytes) -> None:
    position = scans = fill = 0
    for _number in range(MOST_SEGMENTS):
        match = _MARKER.search(data, position)
        end = match.start() if match else len(data)
        # Before the first scan any other byte counts as fill; within a scan are pixels.
        fill += data.count(_FILL, position, end + 1) if scans else end - position
        if fill > MOST_FILL:
            raise TooIntricate
        if match is None or match[1] == _END_OF_IMAGE:
            return
        marker, position = match[1], match.end()
        scans += marker == _START_OF_SCAN
        if scans > MOST_SCANS:
            raise TooIntricate
        if marker not in _BARE:
            length = int.from_bytes(data[position : position + 2], "big")
            position += max(length, 2)
    raise TooIntricate
