"""The history of an application as texts."""

from ndl.registration.browser.dates import show_day
from ndl.registration.browser.dates import show_moment
from ndl.registration.browser.desk.words import SUBMITTED
from ndl.registration.browser.desk.words import title_of_state
from ndl.registration.browser.desk.words import title_of_taken
from ndl.registration.review.content import RegistrationApplication
from ndl.registration.review.decision import Decision
from ndl.registration.review.decision import Question
from ndl.registration.review.reasons import reason_titles
from ndl.registration.review.states import history_of
from ndl.registration.review.states import state_of
from typing import Any


def other_of(application: RegistrationApplication) -> dict[str, object]:
    """Another application of the patron."""
    return {
        "number": application.getId(),
        "url": application.absolute_url(),
        "state": title_of_state(state_of(application)),
        "submitted": show_moment(application.submitted_at),
        "reasons": reason_titles(application.reasons or ()),
    }


def decision_of(decision: Decision) -> dict[str, object]:
    """The decision as texts, for a box of its own."""
    effective = decision.effective
    return {
        "title": title_of_taken(decision.step),
        "editor": decision.editor,
        "time": show_moment(decision.moment),
        "effective": show_moment(effective) if effective else "",
        "reasons": reason_titles(decision.reasons),
        "note": decision.note,
    }


def question_of(question: Question) -> dict[str, object]:
    """A question to the patron, with its answer."""
    answered = question.answered
    return {
        "text": question.text,
        "editor": question.editor,
        "asked": show_moment(question.asked),
        "due": show_day(question.due),
        "answered": show_moment(answered) if answered else "",
        "answer": question.answer,
        "pictures": question.pictures,
    }


def entries_of(application: RegistrationApplication) -> list[dict[str, object]]:
    """All steps of an application, newest first."""
    return [_entry(entry) for entry in reversed(history_of(application))]


def _entry(entry: dict[str, Any]) -> dict[str, object]:
    action = entry["action"]
    return {
        "title": title_of_taken(action) if action else SUBMITTED,
        "actor": entry["actor"] or "–",
        "comment": entry.get("comments") or "",
        "time": show_moment(entry["time"].asdatetime()),
    }
