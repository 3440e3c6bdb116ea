"""Data held about a patron's applications, ready for JSON."""

from collections.abc import Iterator
from ndl.registration.documents.stored import StoredPicture
from ndl.registration.errors import DomainError
from ndl.registration.reading.hints import Hint
from ndl.registration.reading.words import places
from ndl.registration.review.content import RegistrationApplication
from ndl.registration.review.decision import Question
from ndl.registration.review.states import state_for_patron
from typing import Any
from zope.i18n import translate


Data = dict[str, Any]


def application_data(application: RegistrationApplication, language: str) -> Data:
    """All data of an application except what is internal to the editors."""
    decided = application.decided_at
    return filled(
        {
            "number": application.getId(),
            "state": state_for_patron(application),
            "submitted": application.submitted_at.isoformat(),
            "due": application.due.isoformat(),
            "decided": decided.isoformat() if decided else "",
            "document_kind": application.document_kind or "",
            "reasons": list(application.reasons or ()),
            "wrong_parts": list(application.wrong_parts or ()),
            "note": application.note,
            "questions": [_question(one) for one in application.questions],
            "declared": filled(dict(application.declared or {})),
            "pictures": [name for name, _picture in readable_pictures(application)],
            "hints": _hints(application, language),
        }
    )


def readable_pictures(
    application: RegistrationApplication,
) -> Iterator[tuple[str, StoredPicture]]:
    """The pictures that still exist, with their names in the archive."""
    for number, picture in enumerate(application.pictures_held(), start=1):
        if not picture.problem:
            yield f"pictures/{application.getId()}-{number}.jpg", picture


def filled(data: Data) -> Data:
    """The data without members that are empty texts, lists or dicts."""
    return {name: value for name, value in data.items() if value not in ("", [], {})}


def _question(question: Question) -> Data:
    answered = question.answered
    return filled(
        {
            "time": question.asked.isoformat(),
            "question": question.text,
            "answered": answered.isoformat() if answered else "",
            "answer": question.answer,
        }
    )


def _hints(application: RegistrationApplication, language: str) -> list[Data]:
    """Results of reading the pictures; empty if their key is lost."""
    try:
        found = application.reading.hints().hints if application.reading else ()
    except DomainError:
        return []
    return [_hint(one, language) for one in found]


def _hint(hint: Hint, language: str) -> Data:
    return filled(
        {
            "item": hint.item.value,
            "outcome": hint.outcome.value,
            "recognized": hint.read,
            "day": hint.day.isoformat() if hint.day else "",
            "places": [
                translate(one, target_language=language) for one in places(hint)
            ],
        }
    )
