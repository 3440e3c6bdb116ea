"""Adding records by their ISBNs, typed or from a file of any program."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from ndl.registration import _
from ndl.registration.errors import Code
from ndl.registration.errors import DomainError
from ndl.registration.library.my_list.entries import add_record
from ndl.registration.library.my_list.store import PatronList
from ndl.registration.library.search.find import find_isbns
from ndl.registration.library.search.query import NotSearchable
from ndl.registration.library.search.record import Record
from ndl.registration.library.search.record import Scheme
from ndl.registration.library.search.targets import Target
from ndl.registration.limits.client import Client
from stdnum import isbn
from stdnum.exceptions import ValidationError

import re


MOST = 100
# Bytes; enough for MOST ISBNs with their titles.
FILE_SIZE = 200_000
# Own folding, as a line may be as long as the file; `folding` cuts its input.
_WIDE, _DASHES = "０１２３４５６７８９Ｘｘ\u3000", "‐‑‒–—―−－"
_PLAIN = str.maketrans(_WIDE + _DASHES, "0123456789Xx " + "-" * len(_DASHES))
_LOOKS_LIKE = re.compile(
    r"(?<![0-9])(?:97[89][- ]?)?[0-9](?:[- ]?[0-9]){8}[- ]?[0-9Xx](?![0-9])"
)


class NoIsbns(DomainError):
    """The text contains no valid ISBN."""

    code = Code.NO_ISBNS
    message = _("There is no ISBN in what you sent. It has 10 or 13 digits.")


class TooManyIsbns(DomainError):
    """There are more ISBNs than MOST, or the text is too long."""

    code = Code.TOO_MANY_ISBNS
    message = _(
        "Up to ${most} ISBNs can be added at once. Please divide them.",
        mapping={"most": MOST},
    )


@dataclass(frozen=True)
class Added:
    """The result for each ISBN."""

    added: tuple[Record, ...]
    known: tuple[str, ...]
    missing: tuple[str, ...]


def read_isbns(text: str) -> list[str]:
    """The valid ISBNs in a text, with 13 digits, each once; other text is ignored.

    Raises NoIsbns, TooManyIsbns.
    """
    if len(text) > FILE_SIZE:
        raise TooManyIsbns
    found = list(islice(dict.fromkeys(_isbns(text)), MOST + 1))
    if not found:
        raise NoIsbns
    if len(found) > MOST:
        raise TooManyIsbns
    return found


def decode_file(data: bytes) -> str:
    """The text of a file; digits are the same in all charsets but UTF-16."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    return data.decode("utf-8", "replace")


def add_isbns(
    each: PatronList, isbns: list[str], target: Target, client: Client
) -> Added:
    """Look the ISBNs up in a catalogue, and add the records found to the list.

    Raises NotSearchable, ListFull, and what find_isbns raises.
    """
    if not target.index_isbn:
        raise NotSearchable
    added: list[Record] = []
    known: list[str] = []
    found: set[str] = set()
    for record in find_isbns(isbns, target, client):
        wanted = [n for n in map(to_13, record.numbers(Scheme.ISBN)) if n in isbns]
        if not wanted or found.intersection(wanted):
            continue
        found.update(wanted)
        _entry, is_new = add_record(each, record)
        if is_new:
            added.append(record)
        else:
            known.extend(wanted)
    missing = [number for number in isbns if number not in found]
    return Added(tuple(added), tuple(known), tuple(missing))


def to_13(text: str) -> str:
    """The ISBN with 13 digits; empty if it is invalid."""
    try:
        return str(isbn.to_isbn13(isbn.validate(text)))
    except ValidationError:
        return ""


def _isbns(text: str) -> Iterator[str]:
    for line in text.splitlines():
        for match in _LOOKS_LIKE.finditer(line.translate(_PLAIN)):
            number = to_13(match[0].replace(" ", "").replace("-", ""))
            if number:
                yield number
