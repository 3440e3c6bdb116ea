"""Words of the desk."""

from ndl.registration import _
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
SUBMITTED = _("Application submitted")
BADGES = {
    State.SUBMITTED: "text-bg-warning",
    State.IN_REVIEW: "text-bg-info",
    State.VERIFIED: "text-bg-success",
    State.DECLINED: "text-bg-danger",
    State.WITHDRAWN: "text-bg-secondary",
}
