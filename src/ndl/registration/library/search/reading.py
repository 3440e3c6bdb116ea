"""From the XML of a record to a Record; the schema is known by its namespace."""

from collections.abc import Callable
from ndl.registration.library.search.dcndl import read_dcndl
from ndl.registration.library.search.dublin_core import read_dublin_core
from ndl.registration.library.search.marc import read_marc
from ndl.registration.library.search.record import make_record
from ndl.registration.library.search.record import Record
from ndl.registration.library.search.xml import local
from typing import Any
from xml.etree.ElementTree import Element


READERS: dict[str, Callable[[Element], dict[str, Any]]] = {
    "record": read_marc,
    "RDF": read_dcndl,
    "dc": read_dublin_core,
}


def read_record(element: Element | None, source: str) -> Record | None:
    """The record, or None if it is of no schema that is read, or spoilt."""
    if element is None:
        return None
    reader = READERS.get(local(element))
    values = reader(element) if reader is not None else {}
    return make_record(**values, source=source) if values else None
