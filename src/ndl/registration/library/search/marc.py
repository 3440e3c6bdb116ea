"""MARCXML, read with pymarc."""

from collections.abc import Iterable
from collections.abc import Iterator
from ndl.registration.library.search.record import Scheme
from ndl.registration.library.search.xml import local
from pymarc import Field
from pymarc import Indicators
from pymarc import Record as MarcRecord
from pymarc import Subfield
from typing import Any
from xml.etree.ElementTree import Element

import re


_AUTHORS = ("100", "110", "111", "700", "710", "711")
_PUBLISHING = ("264", "260")
_END = re.compile(r"[\s/:;,=]+$")
_MOST_FIELDS = 2000
_NUMBERS = {"020": Scheme.ISBN, "022": Scheme.ISSN, "010": Scheme.LCCN}


def read_marc(element: Element) -> dict[str, Any]:
    """The arguments of make_record."""
    marc = _to_pymarc(element)
    titles = [_title(field) for field in _with_original(marc, marc.get_fields("245"))]
    return {
        "title": _in_both_scripts(titles),
        "authors": [name for tag in _AUTHORS for name in _names(marc, tag)],
        "publisher": _first(marc, "b"),
        "year": _first(marc, "c") or _coded_year(marc),
        "identifiers": list(_identifiers(marc)),
        "holdings": list(_holdings(marc)),
        "link": next((f["u"] for f in marc.get_fields("856") if "u" in f), ""),
    }


def _to_pymarc(element: Element) -> MarcRecord:
    marc = MarcRecord()
    for child in list(element)[:_MOST_FIELDS]:
        tag = child.get("tag") or ""
        if not re.fullmatch(r"[0-9]{3}", tag):
            continue
        if local(child) == "controlfield":
            marc.add_field(Field(tag, data=child.text or ""))
        elif local(child) == "datafield":
            parts = [Subfield(s.get("code") or "", s.text or "") for s in child]
            marc.add_field(Field(tag, Indicators(" ", " "), parts))
    return marc


def _with_original(marc: MarcRecord, fields: list[Field]) -> Iterator[Field]:
    """The fields, each preceded by its form in the original script, if there is one."""
    for field in fields:
        link = (field.get("6") or "")[4:6]
        for other in marc.get_fields("880") if link.strip("0") else ():
            if (other.get("6") or "").startswith(f"{field.tag}-{link}"):
                yield other
        yield field


def _in_both_scripts(texts: Iterable[str]) -> str:
    return " / ".join(filter(None, dict.fromkeys(texts)))


def _names(marc: MarcRecord, tag: str) -> Iterator[str]:
    for field in marc.get_fields(tag):
        yield _in_both_scripts(_name(one) for one in _with_original(marc, [field]))


def _title(field: Field) -> str:
    return " ".join(_END.sub("", t) for t in field.get_subfields("a", "n", "p", "b"))


def _name(field: Field) -> str:
    return _END.sub("", " ".join(field.get_subfields("a", "b", "c")))


def _first(marc: MarcRecord, code: str) -> str:
    for tag in _PUBLISHING:
        for field in _with_original(marc, marc.get_fields(tag)):
            if field.get(code):
                return _END.sub("", field[code])
    # Some catalogues put the publisher into the subfield of the place.
    fields = marc.get_fields("260") if code == "b" else []
    return next((_END.sub("", f["a"]) for f in fields if f.get("a")), "")


def _coded_year(marc: MarcRecord) -> str:
    year = next((f.data or "" for f in marc.get_fields("008")), "")[7:11]
    return year if year.isdigit() else ""


def _identifiers(marc: MarcRecord) -> Iterator[tuple[str, str]]:
    for tag, scheme in _NUMBERS.items():
        for field in marc.get_fields(tag):
            number = (field.get("a") or "").strip()
            if number:
                yield scheme, number.split(" ")[0] if tag == "020" else number
    for field in marc.get_fields("001"):
        yield Scheme.NUMBER, (field.data or "").strip()


def _holdings(marc: MarcRecord) -> Iterator[str]:
    for field in marc.get_fields("852"):
        yield ", ".join(field.get_subfields("a", "b", "c", "h", "i", "j"))
