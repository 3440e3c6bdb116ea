"""Words of the desk."""

from ndl.registration import _
from ndl.registration.review.states import OUR_STATES
from ndl.registration.review.states import OUR_STEPS
from ndl.registration.review.states import own_title_of_state
from ndl.registration.review.states import own_title_of_step
from ndl.registration.review.states import State
from ndl.registration.review.states import Step


STATES = {
    State.SUBMITTED: _("Waiting"),
    State.IN_REVIEW: _("In review"),
    State.VERIFIED: _("Verified"),
    State.DECLINED: _("Declined"),
    State.WITHDRAWN: _("Withdrawn"),
}
TAKEN = {
    Step.CLAIM: _("Claimed"),
    Step.RELEASE: _("Released"),
    Step.VERIFY: _("Verified"),
    Step.DECLINE: _("Declined"),
    Step.WITHDRAW: _("Withdrawn"),
}
OTHER_BADGE = "text-bg-light"
SUBMITTED = _("Application submitted")
BADGES = {
    State.SUBMITTED: "text-bg-warning",
    State.IN_REVIEW: "text-bg-info",
    State.VERIFIED: "text-bg-success",
    State.DECLINED: "text-bg-danger",
    State.WITHDRAWN: "text-bg-secondary",
}


def title_of_state(state: str) -> str:
    """A state in words; those that the site has added by their own title."""
    known = STATES.get(State(state)) if state in OUR_STATES else None
    return known or own_title_of_state(state)


def title_of_taken(step: str) -> str:
    """A step of the past in words."""
    known = TAKEN.get(Step(step)) if step in OUR_STEPS else None
    return known or own_title_of_step(step)


def badge_of(state: str) -> str:
    """The look of a state."""
    return BADGES.get(State(state), OTHER_BADGE) if state in OUR_STATES else OTHER_BADGE
