"""Texts about requests."""

from collections.abc import Mapping
from datetime import date
from ndl.registration import _
from ndl.registration.library.requests.errors import NotRequestable
from ndl.registration.library.requests.fields import fields_of
from ndl.registration.library.requests.request import PatronRequest
from ndl.registration.library.requests.request import RequestStep
from ndl.registration.library.requests.request import State
from ndl.registration.library.services import SERVICE_TABLE
from typing import Any
from zope.component.hooks import getSite
from zope.schema import Field
from zope.schema.interfaces import IBool
from zope.schema.interfaces import IChoice
from zope.schema.interfaces import ICollection


STATES: Mapping[State, str] = {
    State.REQUESTED: _("Requested"),
    State.ACCEPTED: _("Accepted by the library"),
    State.IN_PROGRESS: _("Being worked on"),
    State.READY: _("Ready"),
    State.SHIPPED: _("Shipped"),
    State.DONE: _("Done"),
    State.CANCELLED: _("Cancelled"),
    State.REFUSED: _("Refused by the library"),
}
STEPS: Mapping[RequestStep, str] = {
    RequestStep.PLACE: _("Request placed"),
    RequestStep.CHANGE: _("Request changed"),
    RequestStep.ACCEPT: _("Request accepted"),
    RequestStep.START: _("Work begun"),
    RequestStep.MAKE_READY: _("Made ready"),
    RequestStep.SHIP: _("Shipped"),
    RequestStep.FINISH: _("Done"),
    RequestStep.REFUSE: _("Request refused"),
    RequestStep.CANCEL: _("Request cancelled"),
    RequestStep.WRITE: _("Message of the library"),
    RequestStep.CALL: _("Telephone call"),
    RequestStep.REPORT: _("Report of the library's system"),
}
STATES_FOR_STAFF = {**STATES, State.REFUSED: _("Refused")}
STEPS_FOR_STAFF = {**STEPS, RequestStep.REFUSE: _("Refused")}
YES, NO = _("Yes"), _("No")


def service_title(name: str) -> str:
    """Title of a service, also of one that is no longer offered."""
    row = SERVICE_TABLE.rows().get(name)
    return name if row is None else row.title


def shown_values(request: PatronRequest) -> list[tuple[str, Any]]:
    """Title and value of each field; the title of a removed field is its name.

    Values are messages, texts, numbers or days.
    """
    service = SERVICE_TABLE.rows().get(request.service)
    try:
        fields = fields_of(service).fields if service is not None else {}
    except NotRequestable:
        fields = {}
    names = [*(n for n in fields if n in request.values)]
    names += [n for n in request.values if n not in fields]
    return [_shown(n, fields.get(n), request.values[n]) for n in names]


def sent_in_words(name: str, field: Field | None, sent: list[str]) -> tuple[str, Any]:
    """Title and value of a submitted input; without a field, its name and texts."""
    if field is None:
        return name, ", ".join(sent)
    if IBool.providedBy(field):
        return _shown(name, field, sent[0] == "selected")
    return _shown(name, field, sent if ICollection.providedBy(field) else sent[0])


def _shown(name: str, field: Field | None, value: Any) -> tuple[str, Any]:
    if field is None:
        return name, _plain(value)
    return field.title or name, _in_words(field, value)


def _in_words(field: Field, value: Any) -> Any:
    if ICollection.providedBy(field):
        return [_in_words(field.value_type, one) for one in value]
    if IChoice.providedBy(field):
        return _term_title(field, value)
    return _plain(value)


def _term_title(field: Field, value: Any) -> Any:
    try:
        term = field.bind(getSite()).vocabulary.getTerm(value)
    except LookupError:
        return str(value)
    return term.title or str(term.value)


def _plain(value: Any) -> Any:
    if isinstance(value, bool):
        return YES if value else NO
    return value if isinstance(value, int | date | str) else str(value)
