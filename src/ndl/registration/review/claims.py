"""Claims: each reserves an application for one editor until it lapses.

A claim lapses without activity; then other editors may work on the application again,
even before its state changes.
"""

from datetime import datetime
from datetime import time
from datetime import timedelta
from datetime import UTC
from ndl.registration.clock import now
from ndl.registration.clock import site_zone
from ndl.registration.clock import today
from ndl.registration.current_user import current_user_id
from ndl.registration.dates import moment_in
from ndl.registration.review.calendar import add_business_days
from ndl.registration.review.content import RegistrationApplication
from ndl.registration.review.errors import ClaimedByOther
from ndl.registration.review.errors import StepImpossible
from ndl.registration.review.indexing import index_application
from ndl.registration.review.states import claimed_by
from ndl.registration.review.states import ReviewStep
from ndl.registration.review.states import State
from ndl.registration.review.states import state_of
from ndl.registration.settings import settings
from plone import api


# The patron's own step, and the step that ends the claim of another editor.
_WITHOUT_CLAIM = (ReviewStep.WITHDRAW, ReviewStep.TAKE_OVER)
_CLAIMING = (ReviewStep.CLAIM, ReviewStep.TAKE_OVER, ReviewStep.UNDO)


def check_claim(application: RegistrationApplication, step: ReviewStep | None) -> None:
    """Refuse a step that a claim forbids; None stands for a step added by the site.

    Raises ClaimedByOther, and StepImpossible if nothing can be claimed or taken over.
    """
    holder = claimed_by(application)
    is_others = bool(holder) and holder != current_user_id()
    if step not in _WITHOUT_CLAIM:
        check_free(application)
    if step is ReviewStep.TAKE_OVER and not is_others:
        raise StepImpossible
    if step is ReviewStep.CLAIM and holder:
        raise StepImpossible


def check_free(application: RegistrationApplication) -> None:
    """Raise ClaimedByOther if another editor works on the application."""
    if claimed_by(application) not in ("", current_user_id()):
        raise _refusal(application)


def follow_claim(application: RegistrationApplication, step: ReviewStep | None) -> None:
    """Assign the application to its claimant or, after an answer, to the asking editor.

    Any other step ends the claim.
    """
    if step in _CLAIMING:
        application.hold_for(current_user_id(), now() + _length())
    elif step is ReviewStep.ANSWER and application.questions:
        # Until the next business day, as the editor may be absent when it arrives.
        end = datetime.combine(add_business_days(today(), 1), time.max, site_zone())
        # The zone of the site cannot be stored.
        editor = application.questions[-1].editor
        application.hold_for(editor, end.astimezone(UTC))
    else:
        application.hold_for("", None)


def hold(application: RegistrationApplication) -> None:
    """Renew the claim of the current user.

    A lapsed claim is renewed as well, unless another editor has claimed the
    application meanwhile. Raises ClaimedByOther, StepImpossible.
    """
    if state_of(application) is not State.IN_REVIEW:
        raise StepImpossible
    if application.held_by != current_user_id():
        raise _refusal(application) if claimed_by(application) else StepImpossible()
    application.hold_for(current_user_id(), now() + _length())
    index_application(application)


def _refusal(application: RegistrationApplication) -> ClaimedByOther:
    until = application.held_until or now()
    language = api.portal.get_current_language()
    return ClaimedByOther(application.held_by, moment_in(until, language))


def _length() -> timedelta:
    return timedelta(minutes=settings().claim_minutes)
