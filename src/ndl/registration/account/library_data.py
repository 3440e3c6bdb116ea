"""Data held about a patron's lists and requests, ready for JSON."""

from collections.abc import Iterator
from datetime import date
from ndl.registration.account.application_data import Data
from ndl.registration.account.application_data import filled
from ndl.registration.config import listed_in
from ndl.registration.dates import day_in
from ndl.registration.library.my_list.entries import sorted_entries
from ndl.registration.library.my_list.lists import lists_of
from ndl.registration.library.requests.archive import kept_of
from ndl.registration.library.requests.mine import filed_requests
from ndl.registration.library.requests.mine import load_requests
from ndl.registration.library.requests.request import Event
from ndl.registration.library.requests.request import PatronRequest
from ndl.registration.library.requests.store import Kept
from ndl.registration.library.requests.words import shown_values
from ndl.registration.library.search.record import Record
from ndl.registration.library.search.record import to_plain
from ndl.registration.patrons.patron import Patron
from typing import Any
from zope.i18n import translate


def library_data(patron: Patron) -> Data:
    """Lists of records, requests, and the data kept of former requests."""
    filed = load_requests(filed_requests(patron))
    return {
        "lists": list(_lists(patron)),
        "requests": [_request(one, patron.language) for one in filed],
        "former_requests": [_kept(one) for one in kept_of(patron.user_id)],
    }


def _lists(patron: Patron) -> Iterator[Data]:
    for each in lists_of(patron):
        for entry in sorted_entries(each):
            plain = to_plain(entry.record)
            numbers = plain.pop("identifiers")
            yield filled(
                {
                    "list": each.name,
                    "work": plain.pop("title"),
                    **plain,
                    "identifiers": [
                        f"{one['scheme']}: {one['value']}" for one in numbers
                    ],
                    "added": entry.added.isoformat(),
                    "tags": list(entry.tags),
                    "remark": entry.note,
                }
            )


def _request(request: PatronRequest, language: str) -> Data:
    def say(text: Any) -> Any:
        return translate(text, target_language=language)

    return filled(
        {
            "request": request.request_id,
            "service": request.service,
            "state": request.state.value,
            "submitted": request.placed.isoformat(),
            "asked": [
                f"{say(title)}: {_listed(value, language)}"
                for title, value in shown_values(request)
            ],
            "record": _lines(request.record) if request.record is not None else [],
            "history": [_event(event) for event in request.history],
        }
    )


def _kept(kept: Kept) -> Data:
    return {
        "request": kept.request_id,
        "service": kept.service,
        "state": kept.state.value,
        "submitted": kept.placed.isoformat(),
        "decided": kept.closed.isoformat(),
    }


def _lines(record: Record) -> list[str]:
    lines = (record.title, record.author, record.publisher, record.year, record.link)
    return [*filter(None, lines), *(f"{k}: {v}" for k, v in record.identifiers)]


def _listed(value: Any, language: str) -> str:
    values = value if isinstance(value, list) else [value]
    return listed_in((_said(one, language) for one in values), language)


def _said(value: Any, language: str) -> str:
    if isinstance(value, date):
        return day_in(value, language)
    if isinstance(value, str):
        return str(translate(value, target_language=language))
    return str(value)


def _event(event: Event) -> Data:
    return filled(
        {
            "time": event.moment.isoformat(),
            "event": event.step.value,
            "message": event.text,
        }
    )
