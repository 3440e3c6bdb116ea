"""Dublin Core, plain or with the terms of the National Diet Library."""

from collections.abc import Iterator
from ndl.registration.library.search.record import Scheme
from ndl.registration.library.search.xml import local
from ndl.registration.library.search.xml import text_in
from stdnum import isbn
from typing import Any
from xml.etree.ElementTree import Element

import re


_TYPE = "{http://www.w3.org/2001/XMLSchema-instance}type"
SCHEMES = {
    "ISBN": Scheme.ISBN,
    "ISSN": Scheme.ISSN,
    "ISSNL": Scheme.ISSN,
    "DOI": Scheme.DOI,
    "JPNO": Scheme.JPNO,
    "NDLBibID": Scheme.NDL,
}
_URN = re.compile(r"^(?:urn:)?(isbn|issn|doi):\s*", re.IGNORECASE)
_WEB = re.compile(r"^https?://\S+$")


def read_dublin_core(element: Element) -> dict[str, Any]:
    """The arguments of make_record."""
    fields: dict[str, list[Element]] = {}
    for child in element:
        fields.setdefault(local(child), []).append(child)

    def texts(*names: str) -> list[str]:
        found = (text_in(e) for name in names for e in fields.get(name, ()))
        return [text for text in found if text]

    links = [t for t in texts("identifier", "link", "relation") if _WEB.match(t)]
    return {
        "title": " : ".join(texts("title")[:1]),
        "authors": texts("creator") or texts("contributor"),
        "publisher": next(iter(texts("publisher")), ""),
        "year": next(iter(texts("issued", "date")), ""),
        "identifiers": [p for e in fields.get("identifier", ()) for p in _pairs(e)],
        "link": next(iter([*links, *_see_also(fields)]), ""),
    }


def _pairs(element: Element) -> Iterator[tuple[str, str]]:
    text, kind = text_in(element), (element.get(_TYPE) or "").rpartition(":")[2]
    named = _URN.match(text)
    if kind in SCHEMES:
        yield SCHEMES[kind], text
    elif named:
        yield SCHEMES[named[1].upper()], text[named.end() :]
    elif isbn.is_valid(text):
        yield Scheme.ISBN, text
    elif not _WEB.match(text):
        yield Scheme.NUMBER, text


def _see_also(fields: dict[str, list[Element]]) -> list[str]:
    resource = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}resource"
    found = (element.get(resource) for element in fields.get("seeAlso", ()))
    return [link for link in found if link]
