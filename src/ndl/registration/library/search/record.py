"""A bibliographic record, independent of catalogue and schema."""

from collections.abc import Iterable
from collections.abc import Mapping
from dataclasses import asdict
from dataclasses import dataclass
from dataclasses import replace
from enum import StrEnum
from ndl.registration.folding import fold_text
from ndl.registration.sealed import Purpose
from ndl.registration.sealed import seal
from ndl.registration.sealed import unseal
from ndl.registration.settings.addresses import is_web_address
from ndl.registration.settings.constraints import is_text
from typing import Any

import re


_LONGEST = 300
_MOST = 20
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
# A token is part of a URL, which the login may carry as well, in `came_from`.
_TOKEN_LENGTH = 1700
_TOKEN_LIFE = 24 * 60 * 60
_SHORT = 80


class Scheme(StrEnum):
    """Schemes of identifiers."""

    ISBN = "isbn"
    ISSN = "issn"
    DOI = "doi"
    LCCN = "lccn"
    JPNO = "jpno"
    NDL = "ndl-bib-id"
    NUMBER = "number"


@dataclass(frozen=True)
class Record:
    """The record of one title; fields missing in the catalogue are empty.

    `identifiers` are pairs of Scheme and value, `source` is the name of the
    catalogue, `holdings` are texts on where copies are.
    """

    title: str = ""
    authors: tuple[str, ...] = ()
    publisher: str = ""
    year: str = ""
    identifiers: tuple[tuple[str, str], ...] = ()
    holdings: tuple[str, ...] = ()
    source: str = ""
    link: str = ""

    @property
    def author(self) -> str:
        """All authors in one line."""
        return "; ".join(self.authors)

    def numbers(self, scheme: Scheme) -> list[str]:
        """The identifiers of one scheme."""
        return [value for kind, value in self.identifiers if kind == scheme]

    @property
    def key(self) -> tuple[Any, ...]:
        """Key that is equal for two copies of the same record."""
        copy = replace(self, holdings=(), link="")
        return tuple(asdict(copy).values())


def make_record(
    *,
    title: str = "",
    authors: Iterable[str] = (),
    publisher: str = "",
    year: str = "",
    identifiers: Iterable[tuple[str, str]] = (),
    holdings: Iterable[str] = (),
    source: str = "",
    link: str = "",
) -> Record:
    """Make a record of texts that are safe to show: short, and in one line.

    Catalogues are foreign systems, so all that they send is cleaned.
    """
    dates = _YEAR.search(clean(year))
    return Record(
        title=clean(title),
        authors=_several(authors),
        publisher=clean(publisher),
        year=dates[0] if dates else clean(year)[:20],
        identifiers=tuple(
            dict.fromkeys((k, clean(v)) for k, v in identifiers if clean(v))
        )[:_MOST],
        holdings=_several(holdings),
        source=source,
        link=link if len(link) <= _LONGEST and is_web_address(_bare(link)) else "",
    )


def clean(text: str) -> str:
    """A text in one line, cut to length, without invisible or direction characters."""
    seen = fold_text(text[: 4 * _LONGEST])
    return seen if len(seen) <= _LONGEST else f"{seen[: _LONGEST - 1]}…"


def to_plain(record: Record) -> dict[str, Any]:
    """The record as plain data for JSON."""
    data = asdict(record)
    data["identifiers"] = [
        {"scheme": str(kind), "value": value} for kind, value in record.identifiers
    ]
    return data | {name: list(data[name]) for name in ("authors", "holdings")}


def seal_record(record: Record) -> str:
    """A signed token of the record, for the URL of a page.

    It omits holdings, which change, and shortens a very long record.
    """
    for short in (record, _shortened(record), _shortened(record, most=1)):
        token = seal(Purpose.RECORD, asdict(replace(short, holdings=())))
        if len(token) <= _TOKEN_LENGTH:
            break
    return token


def unseal_record(token: str) -> Record:
    """The record of a token, valid for a day. Raises LinkExpired, LinkInvalid."""
    return record_from(unseal(Purpose.RECORD, token, _TOKEN_LIFE))


def record_from(data: Mapping[str, Any]) -> Record:
    """The record from the result of `asdict` after a round trip through JSON."""
    pairs = tuple((kind, value) for kind, value in data["identifiers"])
    lists = {name: tuple(data[name]) for name in ("authors", "holdings")}
    return Record(**{**data, **lists, "identifiers": pairs})


def _several(texts: Iterable[str]) -> tuple[str, ...]:
    found = (clean(text) for text in texts)
    return tuple(dict.fromkeys(text for text in found if text))[:_MOST]


def _shortened(record: Record, most: int = 3) -> Record:
    return replace(
        record,
        title=record.title[:_SHORT],
        authors=tuple(name[: _SHORT // 2] for name in record.authors[:most]),
        publisher=record.publisher[: _SHORT // 2],
        identifiers=tuple((k, v[:_SHORT]) for k, v in record.identifiers[:most]),
        link="",
    )


def _bare(link: str) -> str:
    return re.sub(r"[?#]\S*", "", link) if is_text(link) else ""
