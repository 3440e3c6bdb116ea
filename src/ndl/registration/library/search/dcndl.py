"""DC-NDL (RDF), the schema of the National Diet Library."""

from collections.abc import Iterator
from ndl.registration.library.search.dublin_core import SCHEMES
from ndl.registration.library.search.xml import text_in
from typing import Any
from xml.etree.ElementTree import Element


RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
DCTERMS = "{http://purl.org/dc/terms/}"
DC = "{http://purl.org/dc/elements/1.1/}"
DCNDL = "{http://ndl.go.jp/dcndl/terms/}"
FOAF = "{http://xmlns.com/foaf/0.1/}"
_AGENT = f"{FOAF}Agent/{FOAF}name"


def read_dcndl(element: Element) -> dict[str, Any]:
    """The arguments of make_record, without readings of titles and names."""
    book = element.find(f"{DCNDL}BibResource")
    if book is None:
        return {}
    return {
        "title": _title(book),
        "authors": _names(book, f"{DCTERMS}creator") or _texts(book, f"{DC}creator"),
        "publisher": next(iter(_names(book, f"{DCTERMS}publisher")), ""),
        "year": next(iter(_texts(book, f"{DCTERMS}issued", f"{DCTERMS}date")), ""),
        "identifiers": list(_identifiers(element)),
        "holdings": list(_holdings(element)),
        "link": _link(element, book),
    }


def _title(book: Element) -> str:
    plain = _texts(book, f"{DCTERMS}title")
    described = _texts(book, f"{DC}title/{RDF}Description/{RDF}value")
    volume = _texts(book, f"{DCNDL}volume/{RDF}Description/{RDF}value")
    return " ".join([*(plain or described)[:1], *volume[:1]])


def _names(book: Element, tag: str) -> list[str]:
    return [text_in(name) for e in book.findall(tag) for name in e.findall(_AGENT)]


def _texts(book: Element, *paths: str) -> list[str]:
    found = (text_in(e) for path in paths for e in book.findall(path))
    return [text for text in found if text]


def _identifiers(element: Element) -> Iterator[tuple[str, str]]:
    """The identifiers of the book; those of unknown schemes are dropped."""
    for number in element.iter(f"{DCTERMS}identifier"):
        kind = (number.get(f"{RDF}datatype") or "").rpartition("/")[2]
        if kind in SCHEMES:
            yield SCHEMES[kind], text_in(number)


def _holdings(element: Element) -> Iterator[str]:
    for item in element.iter(f"{DCNDL}Item"):
        where = _names(item, f"{DCNDL}holdingAgency")
        yield ", ".join([*where, *_texts(item, f"{DCNDL}callNumber")])


def _link(element: Element, book: Element) -> str:
    admin = element.find(f"{DCNDL}BibAdminResource")
    about = (admin if admin is not None else book).get(f"{RDF}about") or ""
    return about.split("#")[0]
