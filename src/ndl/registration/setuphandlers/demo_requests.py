"""Demo requests: some waiting, some in progress, some closed."""

from collections.abc import Mapping
from datetime import date
from datetime import timedelta
from ndl.registration.clock import today
from ndl.registration.library.requests.fields import clean_values
from ndl.registration.library.requests.fields import fields_of
from ndl.registration.library.requests.moving import advance
from ndl.registration.library.requests.moving import note_event
from ndl.registration.library.requests.request import PatronRequest
from ndl.registration.library.requests.request import RequestStep
from ndl.registration.library.requests.store import get_requests
from ndl.registration.library.services import SERVICE_TABLE
from ndl.registration.review.calendar import is_business_day
from typing import Any


STAFF = "requests"
COPY = {"size": "a4", "colour": "grey", "delivery": "post", "payment": "transfer"}
# Patron, service, values, and the steps taken, each with reason and text.
REQUESTS: tuple[
    tuple[str, str, Mapping[str, Any], tuple[tuple[RequestStep, str, str], ...]], ...
] = (
    (
        "E000000117",
        "remote-photoduplication",
        {"title": "みだれ髪", "author": "与謝野晶子", "pages": "pp. 12-25", **COPY},
        (),
    ),
    (
        "E000000210",
        "article-research",
        {"title": "明星", "note": "与謝野鉄幹の巻頭言、1900年頃"},
        (),
    ),
    ("E000000210", "reservation", {"title": "源氏物語絵巻"}, ()),
    (
        "E000000718",
        "reference",
        {"question": "Which translations of Botchan appeared before 1930?"},
        ((RequestStep.ACCEPT, "", ""), (RequestStep.CALL, "", "Nobody answered.")),
    ),
    (
        "E000000718",
        "remote-photoduplication",
        {"title": "Kokoro", "pages": "Chapter 1", **COPY},
        ((RequestStep.ACCEPT, "", ""), (RequestStep.START, "", "")),
    ),
    (
        "E000000117",
        "article-research",
        {"title": "白樺"},
        (
            (RequestStep.ACCEPT, "", ""),
            (RequestStep.START, "", ""),
            (RequestStep.FINISH, "", ""),
        ),
    ),
    (
        "E000000117",
        "remote-photoduplication",
        {"title": "古地図", "pages": "1", **COPY},
        (
            (
                RequestStep.REFUSE,
                "condition",
                "資料の劣化が進んでいるため、複写できません。",
            ),
        ),
    ),
)


def place_demo_requests() -> None:
    """Create the demo requests, without mails, unless there are some already."""
    if get_requests().of_patron(REQUESTS[0][0]) is not None:
        return
    for user_id, service, values, steps in REQUESTS:
        day = {"day": _open_day()} if service == "reservation" else {}
        _place(user_id, service, {**values, **day}, steps)


def _place(
    user_id: str,
    service: str,
    values: Mapping[str, Any],
    steps: tuple[tuple[RequestStep, str, str], ...],
) -> None:
    store = get_requests()
    asked = fields_of(SERVICE_TABLE.rows()[service])
    request = PatronRequest(
        request_id=store.unused_id(),
        user_id=user_id,
        service=service,
        values=clean_values(asked, values),
    )
    store.add(request)
    for step, reason, text in steps:
        if step is RequestStep.CALL:
            note_event(request, step, STAFF, text)
        else:
            advance(request, step, STAFF, reason, text)


def _open_day() -> date:
    day = today() + timedelta(days=7)
    while not is_business_day(day):
        day += timedelta(days=1)
    return day
