"""State and history of an application as texts."""

from functools import cached_property
from ndl.registration.browser.dates import show_day
from ndl.registration.browser.dates import show_moment
from ndl.registration.browser.desk.page import DeskPage
from ndl.registration.browser.desk.words import badge_of
from ndl.registration.browser.desk.words import SUBMITTED
from ndl.registration.browser.desk.words import title_of_state
from ndl.registration.browser.desk.words import title_of_taken
from ndl.registration.review.content import RegistrationApplication
from ndl.registration.review.decision import Decision
from ndl.registration.review.decision import known_checks
from ndl.registration.review.decision import Question
from ndl.registration.review.decision import TITLES as CHECKS
from ndl.registration.review.parts import known_parts
from ndl.registration.review.parts import TITLES
from ndl.registration.review.queue import applications_of
from ndl.registration.review.reasons import reason_titles
from ndl.registration.review.states import claimed_by
from ndl.registration.review.states import history_of
from ndl.registration.review.states import is_open
from ndl.registration.review.states import state_of
from typing import Any


class RecordPage(DeskPage):
    """A page that shows the state and history of an application."""

    @cached_property
    def state(self) -> str:
        """Name of the current state."""
        return state_of(self.context)

    @property
    def state_title(self) -> str:
        """Title of the current state."""
        return title_of_state(self.state)

    @property
    def badge(self) -> str:
        """CSS class for the badge of the state."""
        return badge_of(self.state)

    @property
    def submitted(self) -> str:
        """Date and time of the submission."""
        return show_moment(self.context.submitted_at)

    @property
    def due(self) -> str:
        """The day by which the decision is due."""
        return show_day(self.context.due)

    @property
    def claimed_by(self) -> str:
        """The editor who has claimed the application; empty if unclaimed."""
        return claimed_by(self.context)

    @property
    def claimed_until(self) -> str:
        """End of the claim; empty if unclaimed."""
        until = self.context.held_until
        return show_moment(until) if until and self.claimed_by else ""

    @property
    def checks_made(self) -> list[str]:
        """Items of the check list that were ticked at the decision."""
        return [CHECKS[check] for check in known_checks(self.context.checked)]

    @property
    def reasons(self) -> list[str]:
        """Reasons for which the application was declined."""
        return reason_titles(self.context.reasons or ())

    @property
    def to_correct(self) -> list[str]:
        """Parts that the patron was asked to correct."""
        return [TITLES[part] for part in known_parts(self.context.wrong_parts)]

    @property
    def decisions(self) -> list[dict[str, object]]:
        """Decisions that are not in effect yet; empty for a closed application."""
        if not is_open(self.state):
            return []
        found = (self.context.first_decision, self.context.decision)
        return [decision_of(one) for one in found if one is not None]

    @property
    def questions(self) -> list[dict[str, object]]:
        """Questions to the patron, newest first."""
        return [question_of(one) for one in reversed(self.context.questions)]

    @property
    def history(self) -> list[dict[str, object]]:
        """All steps, newest first."""
        return entries_of(self.context)

    @property
    def others(self) -> list[dict[str, object]]:
        """The patron's other applications."""
        mine = self.context.getId()
        found = applications_of(self.context.patron_id)
        return [other_of(other) for other in found if other.getId() != mine]


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
    """A decision as texts."""
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
