"""Decisions that do not take effect at once: a second look, and time to undo.

They are stored in the application. The effects of a decision, including the mail,
follow only from the step that ends in *verified* or *declined*.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from ndl.registration.clock import now
from ndl.registration.current_user import current_user_id
from ndl.registration.review.content import RegistrationApplication
from ndl.registration.review.decision import Decision
from ndl.registration.review.decision import known_checks
from ndl.registration.review.decision import words_in
from ndl.registration.review.errors import NotYours
from ndl.registration.review.errors import SecondEditorNeeded
from ndl.registration.review.errors import StepImpossible
from ndl.registration.review.errors import UndoTooLate
from ndl.registration.review.parts import known_parts
from ndl.registration.review.reasons import known_reasons
from ndl.registration.review.reasons import parts_of
from ndl.registration.review.states import ReviewStep
from ndl.registration.review.states import State
from ndl.registration.review.states import state_of
from ndl.registration.settings import settings
from plone import api
from typing import Any

import secrets


TAKE_OVER = "ndl.registration: Take Over Applications"
# This value marks a step as due; it is an object, so no request can send it.
_DUE = object()
DUE_VALUES: Mapping[str, object] = {"due": _DUE}
_OF_ANOTHER = (
    ReviewStep.CLAIM,
    ReviewStep.TAKE_OVER,
    ReviewStep.ASK,
    ReviewStep.VERIFY,
    ReviewStep.DECLINE,
)
_DECISIONS = (ReviewStep.VERIFY, ReviewStep.DECLINE)
_OF_DECIDED = (ReviewStep.UNDO, ReviewStep.WITHDRAW)


def is_due_step(values: Mapping[str, Any]) -> bool:
    """Whether the step is taken because it is due, not by an editor."""
    return values.get("due") is _DUE


def check_decided(
    application: RegistrationApplication, step: ReviewStep | None
) -> None:
    """Refuse a step that a decision forbids; None stands for one added by the site.

    Raises SecondEditorNeeded, StepImpossible, NotYours, UndoTooLate.
    """
    first = application.first_decision
    is_mine = first is not None and first.editor == current_user_id()
    if is_mine and (step is None or step in _OF_ANOTHER):
        raise SecondEditorNeeded
    if state_of(application) is not State.DECIDED:
        return
    if step not in _OF_DECIDED:
        raise StepImpossible
    if step is ReviewStep.UNDO:
        _check_undo(application.decision)


def new_decision(step: ReviewStep, values: Mapping[str, Any]) -> Decision:
    """A decision of the current user, from the values of the step."""
    checked = tuple(check.value for check in known_checks(values.get("checked")))
    made = Decision(step.value, current_user_id(), now(), checked=checked)
    if step is not ReviewStep.DECLINE:
        return made
    reasons = known_reasons(values.get("reasons"))
    parts = known_parts(values.get("parts")) or parts_of(reasons)
    return replace(
        made,
        reasons=reasons,
        note=words_in(values, "note"),
        parts=tuple(part.value for part in parts),
    )


def detour_of(
    application: RegistrationApplication,
    step: ReviewStep | None,
    values: Mapping[str, Any],
) -> ReviewStep | None:
    """Store a decision that must wait and return the step to take instead, or None."""
    if step is ReviewStep.RELEASE and application.first_decision is not None:
        return ReviewStep.SECOND_LOOK
    if step not in _DECISIONS or is_due_step(values):
        return None
    if application.first_decision is None and _is_drawn():
        application.first_decision = new_decision(step, values)
        return ReviewStep.SECOND_LOOK
    wait = settings().undo_minutes
    if not wait:
        return None
    effective = now() + timedelta(minutes=wait)
    application.decision = replace(new_decision(step, values), effective=effective)
    return ReviewStep.POSTPONE


def _is_drawn() -> bool:
    return secrets.randbelow(100) < settings().second_look_percent


def _check_undo(decision: Decision | None) -> None:
    if decision is None:
        raise StepImpossible
    if decision.editor != current_user_id() and not api.user.has_permission(TAKE_OVER):
        raise NotYours
    if decision.effective is not None and decision.effective <= now():
        raise UndoTooLate
