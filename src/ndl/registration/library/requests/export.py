"""The queue as CSV for a spreadsheet, read piece by piece."""

from collections.abc import Callable
from collections.abc import Iterator
from datetime import date
from datetime import datetime
from itertools import chain
from ndl.registration import _
from ndl.registration.clock import site_zone
from ndl.registration.declaration.fold import show_phone
from ndl.registration.events import audit
from ndl.registration.events import AuditTag
from ndl.registration.folding import fold_text
from ndl.registration.library.requests.queue import Filters
from ndl.registration.library.requests.queue import walk
from ndl.registration.library.requests.refusals import refusal_title
from ndl.registration.library.requests.request import PatronRequest
from ndl.registration.library.requests.words import service_title
from ndl.registration.library.requests.words import shown_values
from ndl.registration.library.requests.words import STATES_FOR_STAFF
from ndl.registration.patrons.directory import get_directory
from ndl.registration.sheets import csv_pieces
from typing import Any
from zope.i18n import translate


FILE_NAME = "requests.csv"
HEADINGS = (
    _("Number"),
    _("Service"),
    _("State"),
    _("Placed"),
    _("In this state since"),
    _("User ID"),
    _("Name"),
    _("Katakana"),
    _("Telephone number"),
    _("What was asked for"),
    _("Reason"),
)
Say = Callable[[str], str]


def note_exported(filters: Filters) -> None:
    """Audit an export of this part of the queue."""
    audit(
        AuditTag.REQUESTS_EXPORTED,
        filters.user_id,
        state=filters.state or "open",
        service=filters.service,
        day=filters.day,
    )


def export_requests(filters: Filters, language: str) -> Iterator[bytes]:
    """Pieces of the CSV; rows are read from the database as they are consumed."""

    def say(message: str) -> str:
        return translate(message, target_language=language)

    rows = (_row(request, say) for request in walk(filters))
    return csv_pieces(chain([map(say, HEADINGS)], rows))


def _row(request: PatronRequest, say: Say) -> list[str]:
    patron = get_directory().get(request.user_id)
    refusal = request.refusal
    values = (f"{say(t)}: {_in_words(v, say)}" for t, v in shown_values(request))
    return [
        request.request_id,
        say(service_title(request.service)),
        say(STATES_FOR_STAFF[request.state]),
        _moment(request.placed),
        _moment(request.since),
        request.user_id,
        fold_text(patron.full_name) if patron else "",
        f"{patron.family_kana} {patron.given_kana}".strip() if patron else "",
        show_phone(patron.phone, patron.residence.in_japan) if patron else "",
        # One line, without characters that change the direction of other cells.
        fold_text("; ".join(values)),
        say(refusal_title(refusal.reason)) if refusal else "",
    ]


def _in_words(value: Any, say: Say) -> str:
    if isinstance(value, list):
        return ", ".join(_in_words(one, say) for one in value)
    return value.isoformat() if isinstance(value, date) else say(str(value))


def _moment(moment: datetime) -> str:
    return f"{moment.astimezone(site_zone()):%Y-%m-%d %H:%M}"
