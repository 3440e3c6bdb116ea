"""States and steps of an application, and how to read them.

The site may add states and steps to the workflow. These are plain texts with the
titles of the workflow, and only DCWorkflow guards them.
"""

from enum import StrEnum
from ndl.registration.clock import now
from ndl.registration.patrons.directory import get_directory
from ndl.registration.review.content import RegistrationApplication
from ndl.registration.sealed import digest
from plone import api
from Products.DCWorkflow.DCWorkflow import DCWorkflowDefinition
from typing import Any

import json


WORKFLOW = "registration_application_workflow"
_LENGTH = 32


class State(StrEnum):
    """States of an application."""

    SUBMITTED = "submitted"
    IN_REVIEW = "in_review"
    INFORMATION_NEEDED = "information_needed"
    SECOND_LOOK = "second_look"
    DECIDED = "decided"
    VERIFIED = "verified"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class ReviewStep(StrEnum):
    """Steps of the review."""

    CLAIM = "claim"
    TAKE_OVER = "take_over"
    RELEASE = "release"
    ASK = "ask"
    ANSWER = "answer"
    VERIFY = "verify"
    DECLINE = "decline"
    SECOND_LOOK = "second_look"
    POSTPONE = "postpone"
    UNDO = "undo"
    WITHDRAW = "withdraw"


OUR_STATES: frozenset[str] = frozenset(State)
OUR_STEPS: frozenset[str] = frozenset(ReviewStep)
# The step that leads to each state; an added step to the same state means the same.
_MEANING = {
    State.SUBMITTED: ReviewStep.RELEASE,
    State.IN_REVIEW: ReviewStep.CLAIM,
    State.INFORMATION_NEEDED: ReviewStep.ASK,
    State.SECOND_LOOK: ReviewStep.SECOND_LOOK,
    State.DECIDED: ReviewStep.POSTPONE,
    State.VERIFIED: ReviewStep.VERIFY,
    State.DECLINED: ReviewStep.DECLINE,
    State.WITHDRAWN: ReviewStep.WITHDRAW,
}
_CLOSED = (State.VERIFIED, State.DECLINED, State.WITHDRAWN)
# States hidden from patrons, who see the application as in review.
_INNER = (State.SECOND_LOOK, State.DECIDED)


def all_states() -> list[str]:
    """The states of the workflow, the shipped ones first."""
    others = [
        name for name in _definition().states.objectIds() if name not in OUR_STATES
    ]
    return [*State, *sorted(others)]


def is_open(state: str) -> bool:
    """Whether an application in this state is not closed.

    A state added by the site is open if a step leads out of it.
    """
    if state in OUR_STATES:
        return state not in _CLOSED
    known = _definition().states.get(state)
    return known is not None and bool(known.getTransitions())


def step_leads_out(state: str, step: str) -> bool:
    """Whether the workflow has a step out of a state, for any user."""
    known = _definition().states.get(state)
    return known is not None and step in known.getTransitions()


def open_states() -> list[str]:
    """The states of open applications."""
    return [state for state in all_states() if is_open(state)]


def own_title_of_state(state: str) -> str:
    """The title that the workflow gives a state."""
    known = _definition().states.get(state)
    return (known.title if known is not None else "") or state


def own_title_of_step(step: str) -> str:
    """The title that the workflow gives a step."""
    known = _definition().transitions.get(step)
    return (known.title if known is not None else "") or step


def meaning_of(step: str) -> ReviewStep | None:
    """The meaning of a step, by its name or by the state it leads to."""
    if step in OUR_STEPS:
        return ReviewStep(step)
    known = _definition().transitions.get(step)
    target = known.new_state_id if known is not None else ""
    return _MEANING[State(target)] if target in OUR_STATES else None


def _definition() -> DCWorkflowDefinition:
    return api.portal.get_tool("portal_workflow")[WORKFLOW]


def history_of(application: RegistrationApplication) -> tuple[dict[str, Any], ...]:
    """All steps so far, oldest first."""
    return tuple(application.workflow_history.get(WORKFLOW, ()))


def state_of(application: RegistrationApplication) -> str:
    """The present state: a State, or the name of a state added by the site."""
    tool = api.portal.get_tool("portal_workflow")
    name = str(tool.getInfoFor(application, "review_state"))
    return State(name) if name in OUR_STATES else name


def state_for_patron(application: RegistrationApplication) -> str:
    """The state shown to the patron: in review until a decision is in effect."""
    state = state_of(application)
    return State.IN_REVIEW if state in _INNER else state


def token_of(application: RegistrationApplication) -> str:
    """Token of an application's state, to detect stale pages.

    It changes with each step, and with each change of the patron's data.
    """
    patron = get_directory().get(application.patron_id)
    seen = (
        application.getId(),
        str(application.submitted_at),
        state_of(application),
        len(history_of(application)),
        application.declared,
        patron.person.to_texts() if patron is not None else None,
    )
    return digest(json.dumps(seen))[:_LENGTH]


def claimed_by(application: RegistrationApplication) -> str:
    """The editor whose claim is valid; empty once it has lapsed."""
    until = application.held_until
    return application.held_by if until is not None and now() < until else ""
