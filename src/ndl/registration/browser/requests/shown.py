"""Requests as texts for pages."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from ndl.registration.browser.dates import show_day
from ndl.registration.browser.dates import show_moment
from ndl.registration.library.requests.refusals import refusal_title
from ndl.registration.library.requests.request import Event
from ndl.registration.library.requests.request import is_open
from ndl.registration.library.requests.request import PatronRequest
from ndl.registration.library.requests.request import State
from ndl.registration.library.requests.words import service_title
from ndl.registration.library.requests.words import shown_values
from ndl.registration.library.requests.words import STATES
from ndl.registration.library.requests.words import STATES_FOR_STAFF
from ndl.registration.library.requests.words import STEPS
from ndl.registration.library.requests.words import STEPS_FOR_STAFF
from typing import Any


BADGES: Mapping[State, str] = {
    State.REQUESTED: "text-bg-warning",
    State.ACCEPTED: "text-bg-info",
    State.IN_PROGRESS: "text-bg-info",
    State.READY: "text-bg-success",
    State.SHIPPED: "text-bg-success",
    State.DONE: "text-bg-secondary",
    State.CANCELLED: "text-bg-secondary",
    State.REFUSED: "text-bg-danger",
}


@dataclass(frozen=True)
class ShownRequest:
    """A row of a list."""

    number: str
    service: str
    title: str
    state: str
    badge: str
    placed: str
    since: str
    is_open: bool


@dataclass(frozen=True)
class ShownEvent:
    """A line of the history."""

    step: str
    moment: str
    reason: str
    text: str
    by: str
    is_internal: bool


def show_request(request: PatronRequest, for_staff: bool = False) -> ShownRequest:
    """Summary of a request for lists."""
    states = STATES_FOR_STAFF if for_staff else STATES
    return ShownRequest(
        number=request.request_id,
        service=service_title(request.service),
        title=request.title,
        state=states[request.state],
        badge=f"badge {BADGES[request.state]}",
        placed=show_moment(request.placed),
        since=show_moment(request.since),
        is_open=is_open(request.state),
    )


def show_values(request: PatronRequest) -> list[dict[str, Any]]:
    """Titles and values of the fields of a request."""
    return [
        {"title": title, "value": _show(value)}
        for title, value in shown_values(request)
    ]


def show_history(request: PatronRequest, for_staff: bool = False) -> list[ShownEvent]:
    """The history, newest first; internal notes and names only `for_staff`."""
    return [
        _show_event(event, for_staff)
        for event in reversed(request.history)
        if for_staff or not event.is_internal
    ]


def _show_event(event: Event, for_staff: bool) -> ShownEvent:
    steps = STEPS_FOR_STAFF if for_staff else STEPS
    return ShownEvent(
        step=steps[event.step],
        moment=show_moment(event.moment),
        reason=refusal_title(event.reason) if event.reason else "",
        text=event.text,
        by=event.by if for_staff else "",
        is_internal=event.is_internal,
    )


def _show(value: Any) -> Any:
    if isinstance(value, list):
        return [_show(one) for one in value]
    return show_day(value) if isinstance(value, date) else value
