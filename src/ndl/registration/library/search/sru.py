"""Searching a catalogue over SRU, and reading the records of its answers."""

from collections.abc import Callable
from collections.abc import Iterator
from dataclasses import dataclass
from ndl.registration.library.search.dcndl import read_dcndl
from ndl.registration.library.search.dublin_core import read_dublin_core
from ndl.registration.library.search.fetching import fetch
from ndl.registration.library.search.marc import read_marc
from ndl.registration.library.search.record import make_record
from ndl.registration.library.search.record import Record
from ndl.registration.library.search.targets import Target
from ndl.registration.library.search.xml import local
from ndl.registration.library.search.xml import NotReadable
from ndl.registration.library.search.xml import parse
from ndl.registration.library.search.xml import text_in
from typing import Any
from xml.etree.ElementTree import Element


READERS: dict[str, Callable[[Element], dict[str, Any]]] = {
    "record": read_marc,
    "RDF": read_dcndl,
    "dc": read_dublin_core,
}


def read_record(element: Element | None, source: str) -> Record | None:
    """The record; None if it is damaged or its schema is not supported."""
    if element is None:
        return None
    reader = READERS.get(local(element))
    values = reader(element) if reader is not None else {}
    return make_record(**values, source=source) if values else None


_VERSION = "1.2"
# Longest number of results, more than any catalogue holds.
_MOST_DIGITS = 12


class Diagnosed(Exception):
    """The catalogue refused the search; the argument is its message."""


@dataclass(frozen=True)
class Bounds:
    """Limits of an answer: time in seconds, size in bytes."""

    seconds: float
    most_bytes: int


@dataclass(frozen=True)
class Page:
    """A page of the records found, as XML; None stands for a damaged record."""

    total: int
    elements: tuple[Element | None, ...]


def ask(target: Target, cql: str, start: int, count: int, bounds: Bounds) -> Page:
    """The records from position `start`, at most `count` of them.

    Raises NoAnswer, NotReadable, Diagnosed.
    """
    parameters = {
        "operation": "searchRetrieve",
        "version": _VERSION,
        "query": cql,
        "startRecord": str(start),
        "maximumRecords": str(count),
        "recordSchema": target.record_schema,
        "recordPacking": "xml",
    }
    answer = fetch(target.address, parameters, bounds.seconds, bounds.most_bytes)
    root = parse(answer.data, answer.charset)
    if local(root) != "searchRetrieveResponse":
        raise NotReadable(local(root)[:40])
    total = _total(root)
    found = tuple(_elements(root, count))
    if not found:
        _look_for_diagnostics(root)
    return Page(max(total, start - 1 + len(found)) if found else total, found)


def _total(root: Element) -> int:
    number = text_in(_child(root, "numberOfRecords"))
    if not (number.isascii() and number.isdigit() and len(number) <= _MOST_DIGITS):
        _look_for_diagnostics(root)
        raise NotReadable("numberOfRecords")
    return int(number)


def _elements(root: Element, count: int) -> Iterator[Element | None]:
    """The content of each record, at most `count`; some catalogues send more."""
    records = _child(root, "records")
    for record in list(records if records is not None else ())[:count]:
        yield _content(_child(record, "recordData"))


def _content(data: Element | None) -> Element | None:
    if data is None:
        return None
    if len(data):
        return data[0]
    try:
        return parse(text_in(data).encode("utf-8"), "utf-8")
    except NotReadable:
        return None


def _look_for_diagnostics(root: Element) -> None:
    diagnostics = _child(root, "diagnostics")
    for diagnostic in diagnostics if diagnostics is not None else ():
        words = [text_in(_child(diagnostic, n)) for n in ("message", "details")]
        raise Diagnosed(": ".join(filter(None, words)))


def _child(element: Element, name: str) -> Element | None:
    return next((child for child in element if local(child) == name), None)
