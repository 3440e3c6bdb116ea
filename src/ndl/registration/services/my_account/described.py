"""The JSON of a patron's application."""

from datetime import date
from ndl.registration.account.my_application import MyApplication
from ndl.registration.account.my_application import state_title
from ndl.registration.documents.kinds import kind_title
from ndl.registration.registration.steps import Aim
from ndl.registration.review.parts import TITLES
from ndl.registration.review.reasons import reason_titles
from ndl.registration.services.errors import say
from typing import Any
from ZPublisher.HTTPRequest import HTTPRequest


def describe(application: MyApplication, request: HTTPRequest) -> dict[str, Any]:
    """The JSON of an application; titles are in the language of the request."""
    reasons = application.reasons
    titles = [say(request, title) for title in reason_titles(reasons)]
    return {
        "number": application.number,
        "state": str(application.state),
        "state_title": say(request, state_title(application.state)),
        "aim": (Aim.CHANGE if application.is_change else Aim.OFFICIAL).value,
        "is_open": application.is_open,
        "is_late": application.is_late,
        "can_withdraw": application.can_withdraw,
        "submitted": application.submitted.isoformat(),
        "due": application.due.isoformat(),
        "decided": application.decided.isoformat() if application.decided else None,
        "question": application.question,
        "answer_by": _day(application.answer_by),
        "document": {
            "kind": application.kind,
            "title": say(request, kind_title(application.kind)),
            "pictures": application.pictures,
        },
        "reasons": [
            {"name": name, "title": title}
            for name, title in zip(reasons, titles, strict=True)
        ],
        "note": application.note,
        "to_correct": [
            {"name": part.value, "title": say(request, TITLES[part])}
            for part in application.parts
        ],
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
