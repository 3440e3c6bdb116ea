"""Words and dates of the desk, in the reader's language."""

from babel.dates import format_date
from babel.dates import format_datetime
from datetime import date
from datetime import datetime
from ndl.registration import _
from ndl.registration.browser.page import page_language
from ndl.registration.config import site_zone
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


def show_moment(moment: datetime) -> str:
    """Date and time in the zone of the site."""
    local = moment.astimezone(site_zone())
    return format_datetime(local, "medium", locale=page_language())


def show_day(day: date) -> str:
    """A date in words."""
    return format_date(day, "long", locale=page_language())
