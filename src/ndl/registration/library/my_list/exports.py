"""A list as a file for other programs: RIS, BibTeX, CSV, CSL-JSON."""

from collections.abc import Callable
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from ndl.registration import _
from ndl.registration.errors import Code
from ndl.registration.errors import DomainError
from ndl.registration.library.my_list.store import ListEntry
from ndl.registration.library.search.record import Scheme
from ndl.registration.sheets import csv_pieces
from pybtex.database import BibliographyData
from pybtex.database import Entry as BibTexEntry
from typing import Any

import json
import rispy


_LATEX = str.maketrans({"\\": "/", "{": "(", "}": ")", "$": r"\$", "\n": " "})
_COLUMNS = (
    "title",
    "authors",
    "publisher",
    "year",
    "isbn",
    "identifiers",
    "source",
    "link",
    "tags",
    "note",
    "added",
)


class UnknownFormat(DomainError):
    """There is no such export format."""

    code = Code.UNKNOWN_FORMAT
    message = _("No file of this kind is made.")


class Format(StrEnum):
    """File formats; the value is the file name extension."""

    RIS = "ris"
    BIBTEX = "bib"
    CSV = "csv"
    JSON = "json"


@dataclass(frozen=True)
class Export:
    """A file to be saved."""

    name: str
    media_type: str
    data: bytes


MEDIA_TYPES = {
    Format.RIS: "application/x-research-info-systems",
    Format.BIBTEX: "application/x-bibtex",
    Format.CSV: "text/csv",
    Format.JSON: "application/vnd.citationstyles.csl+json",
}


def export(entries: Iterable[ListEntry], kind: str) -> Export:
    """The records as a file in UTF-8. Raises UnknownFormat."""
    if kind not in list(Format):
        raise UnknownFormat
    chosen = Format(kind)
    text = _WRITERS[chosen](list(entries))
    return Export(f"my-list.{chosen}", MEDIA_TYPES[chosen], text.encode("utf-8"))


class _RisWriter(rispy.RisWriter):
    """Writer that omits the number that rispy puts before each reference."""

    def set_header(self, count: int) -> str:
        return ""


def _ris(entries: list[ListEntry]) -> str:
    return rispy.dumps([_ris_of(e) for e in entries], implementation=_RisWriter)


def _ris_of(entry: ListEntry) -> dict[str, Any]:
    record = entry.record
    # A line that begins like a tag of RIS would be read as one.
    note = " ".join(entry.note.split())
    numbers = record.numbers(Scheme.ISBN) or record.numbers(Scheme.ISSN)
    fields = {
        "type_of_reference": "BOOK",
        "title": record.title,
        "authors": list(record.authors),
        "publisher": record.publisher,
        "year": record.year,
        "issn": "; ".join(numbers),
        "doi": "; ".join(record.numbers(Scheme.DOI)),
        "urls": [record.link] if record.link else [],
        "name_of_database": record.source,
        "accession_number": "; ".join(record.numbers(Scheme.NUMBER)),
        "keywords": list(entry.tags),
        "notes": [note] if note else [],
    }
    return {name: value for name, value in fields.items() if value}


def _bibtex(entries: list[ListEntry]) -> str:
    books = {f"record{n}": _bibtex_of(e) for n, e in enumerate(entries, start=1)}
    return BibliographyData(books).to_string("bibtex")


def _bibtex_of(entry: ListEntry) -> BibTexEntry:
    record = entry.record
    fields = {
        "title": record.title,
        "publisher": record.publisher,
        "year": record.year,
        "isbn": "; ".join(record.numbers(Scheme.ISBN)),
        "issn": "; ".join(record.numbers(Scheme.ISSN)),
        "doi": "; ".join(record.numbers(Scheme.DOI)),
        "url": record.link,
        "keywords": ", ".join(entry.tags),
        "note": entry.note,
    }
    pairs = [(name, text.translate(_LATEX)) for name, text in fields.items() if text]
    names = [_bibtex_name(name) for name in record.authors]
    authors = [("author", " and ".join(names))] if names else []
    return BibTexEntry("book", fields=[*authors, *pairs])


def _bibtex_name(name: str) -> str:
    """Family and given name if they can be separated, otherwise one word."""
    plain = name.translate(_LATEX)
    is_plain = _family_and_given(name) and " and " not in plain.lower()
    return plain if is_plain else f"{{{plain}}}"


def _csv(entries: list[ListEntry]) -> str:
    rows = (_row(entry) for entry in entries)
    return b"".join(csv_pieces([_COLUMNS, *rows])).decode("utf-8")


def _row(entry: ListEntry) -> list[str]:
    record = entry.record
    return [
        record.title,
        record.author,
        record.publisher,
        record.year,
        "; ".join(record.numbers(Scheme.ISBN)),
        "; ".join(f"{kind}:{value}" for kind, value in record.identifiers),
        record.source,
        record.link,
        "; ".join(entry.tags),
        entry.note,
        entry.added.isoformat(),
    ]


def _json(entries: list[ListEntry]) -> str:
    books = [_csl_of(f"record{n}", e) for n, e in enumerate(entries, start=1)]
    return json.dumps(books, ensure_ascii=False, indent=2)


def _csl_of(book_id: str, entry: ListEntry) -> dict[str, Any]:
    record = entry.record
    year = [[int(record.year)]] if record.year.isdecimal() else []
    fields = {
        "title": record.title,
        "author": [_csl_name(name) for name in record.authors],
        "publisher": record.publisher,
        "issued": {"date-parts": year} if year else {},
        "ISBN": " ".join(record.numbers(Scheme.ISBN)),
        "ISSN": " ".join(record.numbers(Scheme.ISSN)),
        "DOI": " ".join(record.numbers(Scheme.DOI)),
        "URL": record.link,
        "source": record.source,
        "keyword": ", ".join(entry.tags),
        "note": entry.note,
    }
    filled = {name: value for name, value in fields.items() if value}
    return {"id": book_id, "type": "book", **filled}


def _csl_name(name: str) -> dict[str, str]:
    parts = _family_and_given(name)
    return {"family": parts[0], "given": parts[1]} if parts else {"literal": name}


def _family_and_given(name: str) -> tuple[str, str] | None:
    family, comma, given = name.partition(", ")
    if not comma or "," in given or "/" in name:
        return None
    return family, given


_WRITERS: dict[Format, Callable[[list[ListEntry]], str]] = {
    Format.RIS: _ris,
    Format.BIBTEX: _bibtex,
    Format.CSV: _csv,
    Format.JSON: _json,
}
