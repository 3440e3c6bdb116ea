"""Steps whose time has come: claims that lapsed, unanswered questions, decisions.

Each application in a transaction of its own, so that one that an editor works on at
the same moment does not hold up the others.
"""

from datetime import datetime
from datetime import timedelta
from enum import StrEnum
from ndl.registration.config import now
from ndl.registration.config import today
from ndl.registration.review.content import APPLICATION_TYPE
from ndl.registration.review.content import RegistrationApplication
from ndl.registration.review.decision import Decision
from ndl.registration.review.desk import find_application
from ndl.registration.review.desk import get_desk
from ndl.registration.review.effect import DUE_VALUES
from ndl.registration.review.inquiry import open_question
from ndl.registration.review.reasons import NO_ANSWER
from ndl.registration.review.states import State
from ndl.registration.review.states import state_of
from ndl.registration.review.states import Step
from plone import api


class Due(StrEnum):
    """Kinds of steps that become due with time."""

    CLAIM = "claim"
    QUESTION = "question"
    DECISION = "decision"


_STATES = (State.IN_REVIEW, State.INFORMATION_NEEDED, State.DECIDED)


def find_due() -> list[str]:
    """The numbers of the applications with a step that is due."""
    found = api.portal.get_tool("portal_catalog").unrestrictedSearchResults(
        portal_type=APPLICATION_TYPE, review_state=[str(state) for state in _STATES]
    )
    applications = (entry._unrestrictedGetObject() for entry in found)
    return [one.getId() for one in applications if due_of(one) is not None]


def count_overdue(grace: timedelta) -> int:
    """Number of decisions whose effect is that long overdue."""
    limit = now() - grace
    applications = map(get_desk()._getOb, find_due())
    return sum(_is_over(one.decision, limit) for one in applications)


def due_of(application: RegistrationApplication) -> Due | None:
    """The step that is due for an application, or None."""
    state = state_of(application)
    if state is State.IN_REVIEW:
        until = application.held_until
        return Due.CLAIM if until is None or until <= now() else None
    if state is State.DECIDED:
        return Due.DECISION if _is_over(application.decision, now()) else None
    asked = open_question(application)
    return Due.QUESTION if asked is not None and asked.due < today() else None


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
        application.decision = Decision(Step.DECLINE.value, "", now(), reasons)
    step = application.decision.step if application.decision else Step.RELEASE.value
    tool = api.portal.get_tool("portal_workflow")
    with api.env.adopt_roles(["Manager"]):
        tool.doActionFor(application, step, **DUE_VALUES)
    return due


def _is_over(decision: Decision | None, moment: datetime) -> bool:
    return (
        decision is not None
        and decision.effective is not None
        and decision.effective <= moment
    )
