"""Steps that become due: lapsed claims, unanswered questions, postponed decisions.

Callers take each in a transaction of its own, so that a conflict with an editor does
not hold up the other applications.
"""

from collections.abc import Mapping
from datetime import timedelta
from enum import StrEnum
from ndl.registration.clock import now
from ndl.registration.review.content import RegistrationApplication
from ndl.registration.review.decision import Decision
from ndl.registration.review.desk import find_application
from ndl.registration.review.effect import DUE_VALUES
from ndl.registration.review.index import get_index
from ndl.registration.review.lapse import end_of
from ndl.registration.review.lapse import ENDING
from ndl.registration.review.lapse import moment_text
from ndl.registration.review.lapse import present
from ndl.registration.review.reasons import NO_ANSWER
from ndl.registration.review.states import ReviewStep
from ndl.registration.review.states import State
from ndl.registration.review.states import state_of
from plone import api


class Due(StrEnum):
    """Kinds of steps that become due."""

    CLAIM = "claim"
    QUESTION = "question"
    DECISION = "decision"


_KINDS: Mapping[str, Due] = {
    State.DECIDED: Due.DECISION,
    State.INFORMATION_NEEDED: Due.QUESTION,
    State.IN_REVIEW: Due.CLAIM,
}


def find_due() -> list[str]:
    """The numbers of applications with a due step; loads no application."""
    index = get_index()
    return [number for state in ENDING for number in index.ended(state, present(state))]


def count_overdue(grace: timedelta) -> int:
    """Number of decisions that should have taken effect at least `grace` ago."""
    latest = moment_text(now() - grace)
    return sum(1 for _number in get_index().ended(State.DECIDED, latest))


def due_of(application: RegistrationApplication) -> Due | None:
    """The step that is due for an application, or None."""
    end = end_of(application)
    state = state_of(application)
    return _KINDS[state] if end and end <= present(State(state)) else None


def take_due_step(number: str) -> Due | None:
    """Take the due step of an application; None if none is due any more.

    Raises MailNotConfigured.
    """
    application = find_application(number)
    if application is None:
        return None
    due = due_of(application)
    if due is None:
        return None
    if due is Due.QUESTION:
        reasons = (NO_ANSWER,)
        application.decision = Decision(ReviewStep.DECLINE.value, "", now(), reasons)
    step = (
        application.decision.step if application.decision else ReviewStep.RELEASE.value
    )
    tool = api.portal.get_tool("portal_workflow")
    with api.env.adopt_roles(["Manager"]):
        tool.doActionFor(application, step, **DUE_VALUES)
    return due
