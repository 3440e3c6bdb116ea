"""Bibliographic records for pages."""

from ndl.registration import _
from ndl.registration.library.search.record import Record
from ndl.registration.library.search.record import Scheme
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import Any


SORTS = {
    "title": _("Title of the work"),
    "author": _("Author"),
    "year": _("Year, newest first"),
}
SCHEMES = {
    Scheme.ISBN: "ISBN",
    Scheme.ISSN: "ISSN",
    Scheme.DOI: "DOI",
    Scheme.LCCN: "LCCN",
    Scheme.JPNO: "JP",
    Scheme.NDL: _("NDL bibliographic ID"),
    Scheme.NUMBER: _("Record number"),
}


class RecordFacts:
    """For pages that show records: a template of everything except the title."""

    facts = ViewPageTemplateFile("record.pt")


def show_record(record: Record) -> dict[str, Any]:
    """A record for templates, with labelled identifiers."""
    return {
        "title": record.title or _("(no title)"),
        "author": record.author,
        "publishing": ", ".join(filter(None, (record.publisher, record.year))),
        "numbers": [
            {"label": SCHEMES[Scheme(kind)], "value": value}
            for kind, value in record.identifiers
        ],
        "holdings": record.holdings,
        "link": record.link,
    }
