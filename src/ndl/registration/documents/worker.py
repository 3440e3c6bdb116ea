"""Process that decodes pictures, one at a time: `python -m ...worker`.

It reads pictures from standard input, writes results to standard output, and ends with
the portal. It has no keys, no database and little memory, and runs at low priority.
"""

from collections.abc import Callable
from dataclasses import asdict
from math import ceil
from ndl.registration.documents.decode import DecodeOrder
from ndl.registration.documents.decode import remake
from ndl.registration.documents.decode import TooManyPixels
from typing import Any
from typing import BinaryIO

import json
import os
import resource
import sys


DONE = "done"
TOO_MANY_PIXELS = "too-many-pixels"
UNREADABLE = "unreadable"
Answer = Callable[[dict[str, Any], bytes], tuple[dict[str, Any], bytes]]
_LENGTH = 4
_NICE = 10
_LONGEST = 256 * 1024 * 1024


def send(stream: BinaryIO, facts: dict[str, Any], data: bytes = b"") -> None:
    """Write a message: facts, and the bytes of a picture or none."""
    header = json.dumps(facts).encode("ascii")
    for part in (header, data):
        stream.write(len(part).to_bytes(_LENGTH, "big"))
        stream.write(part)
    stream.flush()


def receive(stream: BinaryIO) -> tuple[dict[str, Any], bytes]:
    """Read a message. Raises EOFError."""
    header, data = _read_part(stream), _read_part(stream)
    return json.loads(header), data


def _read_part(stream: BinaryIO) -> bytes:
    length = int.from_bytes(_read(stream, _LENGTH), "big")
    if length > _LONGEST:
        raise EOFError
    return _read(stream, length)


def _read(stream: BinaryIO, length: int) -> bytes:
    data = stream.read(length)
    if len(data) < length:
        raise EOFError
    return data


def serve(answer: Answer) -> None:
    """Answer messages until the input ends."""
    _limit(int(sys.argv[1]))
    source, target = sys.stdin.buffer, sys.stdout.buffer
    # Output printed by a library must not mix with the messages.
    sys.stdout = sys.stderr
    while True:
        try:
            facts, data = receive(source)
        except EOFError:
            return
        _allow(facts.pop("seconds"))
        send(target, *answer(facts, data))


def _limit(memory: int) -> None:
    os.nice(_NICE)
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    # No picture may end up in a file, such as a core dump.
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _allow(seconds: int) -> None:
    """Allow this many more seconds of CPU time, then end with SIGXCPU."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    spent = ceil(used.ru_utime + used.ru_stime)
    _soft, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (spent + seconds, hard))


def answer(order: DecodeOrder, data: bytes) -> tuple[dict[str, Any], bytes]:
    """Decode a picture; returns the facts and the bytes of the new picture."""
    try:
        remade = remake(data, order)
    except TooManyPixels:
        return {"outcome": TOO_MANY_PIXELS}, b""
    except Exception as error:  # noqa: BLE001 (decoders fail in many ways)
        return {"outcome": UNREADABLE, "error": type(error).__name__}, b""
    facts = asdict(remade)
    made = facts.pop("data")
    return {"outcome": DONE, **facts}, made


if __name__ == "__main__":
    serve(lambda facts, data: answer(DecodeOrder(**facts), data))
