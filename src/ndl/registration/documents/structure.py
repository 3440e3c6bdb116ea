"""Files that are small but take a decoder very long, told before decoding.

A progressive JPEG may come in any number of scans, each of which passes over
the whole picture; a PNG may consist of any number of pieces.
"""

import re


MOST_SCANS = 32
MOST_CHUNKS = 20_000
_PNG = b"\x89PNG\r\n\x1a\n"
# A stuffed zero, a restart and a fill byte are no markers.
_MARKER = re.compile(rb"\xff([^\x00\xd0-\xd7\xff])")
_START_OF_SCAN = b"\xda"
_END_OF_IMAGE = b"\xd9"
_BARE = (b"\x01", b"\xd8", _END_OF_IMAGE)
_CHUNK_FRAME = 12


class TooIntricate(Exception):
    """The file has more parts than any camera or program makes."""


def check_structure(data: bytes) -> None:
    """Raise TooIntricate for a JPEG or PNG that would take too long."""
    if data.startswith(_PNG):
        _check_chunks(data)
    else:
        _check_scans(data)


def _check_chunks(data: bytes) -> None:
    position = len(_PNG)
    for _number in range(MOST_CHUNKS):
        length = int.from_bytes(data[position : position + 4], "big")
        position += length + _CHUNK_FRAME
        if position >= len(data):
            return
    raise TooIntricate


def _check_scans(data: bytes) -> None:
    position = scans = 0
    while match := _MARKER.search(data, position):
        marker, position = match[1], match.end()
        if marker == _END_OF_IMAGE:
            return
        if marker in _BARE:
            continue
        scans += marker == _START_OF_SCAN
        if scans > MOST_SCANS:
            raise TooIntricate
        length = int.from_bytes(data[position : position + 2], "big")
        position += max(length, 2)
