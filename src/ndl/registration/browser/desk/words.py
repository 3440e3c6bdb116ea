"""Titles and badges of states and steps."""

from ndl.registration import _
from ndl.registration.review.states import OUR_STATES
from ndl.registration.review.states import OUR_STEPS
from ndl.registration.review.states import own_title_of_state
from ndl.registration.review.states import own_title_of_step
from ndl.registration.review.states import ReviewStep
from ndl.registration.review.states import State


STATES = {
    State.SUBMITTED: _("Waiting"),
    State.IN_REVIEW: _("In review"),
    State.INFORMATION_NEEDED: _("Information needed"),
    State.SECOND_LOOK: _("Second look"),
    State.DECIDED: _("Decided, not yet in effect"),
    State.VERIFIED: _("Verified"),
    State.DECLINED: _("Declined"),
    State.WITHDRAWN: _("Withdrawn"),
}
TAKEN = {
    ReviewStep.CLAIM: _("Claimed"),
    ReviewStep.TAKE_OVER: _("Taken over"),
    ReviewStep.RELEASE: _("Released"),
    ReviewStep.ASK: _("Asked for information"),
    ReviewStep.ANSWER: _("Answered by the patron"),
    ReviewStep.SECOND_LOOK: _("Sent for a second look"),
    ReviewStep.POSTPONE: _("Decided"),
    ReviewStep.UNDO: _("Decision undone"),
    ReviewStep.VERIFY: _("Verified"),
    ReviewStep.DECLINE: _("Declined"),
    ReviewStep.WITHDRAW: _("Withdrawn"),
}
STEPS = {
    ReviewStep.CLAIM: _("Claim"),
    ReviewStep.TAKE_OVER: _("Take over"),
    ReviewStep.RELEASE: _("Release"),
    ReviewStep.ASK: _("Ask for information"),
    ReviewStep.UNDO: _("Undo the decision"),
    ReviewStep.VERIFY: _("Verify"),
    ReviewStep.DECLINE: _("Decline"),
    ReviewStep.WITHDRAW: _("Withdraw"),
}
OTHER_BADGE = "text-bg-light"
SUBMITTED = _("Application submitted")
BADGES = {
    State.SUBMITTED: "text-bg-warning",
    State.IN_REVIEW: "text-bg-info",
    State.INFORMATION_NEEDED: "text-bg-warning",
    State.SECOND_LOOK: "text-bg-info",
    State.DECIDED: "text-bg-info",
    State.VERIFIED: "text-bg-success",
    State.DECLINED: "text-bg-danger",
    State.WITHDRAWN: "text-bg-secondary",
}


def title_of_state(state: str) -> str:
    """Title of a state, including states that the site has added."""
    known = STATES.get(State(state)) if state in OUR_STATES else None
    return known or own_title_of_state(state)


def title_of_step(step: str) -> str:
    """Title of a step that can be taken, as on its button."""
    known = STEPS.get(ReviewStep(step)) if step in OUR_STEPS else None
    return known or own_title_of_step(step)


def title_of_taken(step: str) -> str:
    """Title of a step in the history."""
    known = TAKEN.get(ReviewStep(step)) if step in OUR_STEPS else None
    return known or own_title_of_step(step)


def badge_of(state: str) -> str:
    """CSS class for the badge of a state."""
    return BADGES.get(State(state), OTHER_BADGE) if state in OUR_STATES else OTHER_BADGE
