"""Effects of the steps of the review: data, notices, mails (R122-R124)."""

from collections.abc import Callable
from ndl.registration.events import audit
from ndl.registration.events import AuditTag
from ndl.registration.events import PatronClassChanged
from ndl.registration.patrons.directory import get_directory
from ndl.registration.patrons.patron import Patron
from ndl.registration.patrons.record import PatronClass
from ndl.registration.review.content import RegistrationApplication
from ndl.registration.review.decision import Decision
from ndl.registration.review.effect import new_decision
from ndl.registration.review.inquiry import put_question
from ndl.registration.review.inquiry import take_answer
from ndl.registration.review.messages import declined_message
from ndl.registration.review.messages import deliver
from ndl.registration.review.messages import verified_message
from ndl.registration.review.retention import erase_pictures
from ndl.registration.review.states import ReviewStep
from typing import Any
from zope.event import notify


def follow_step(
    application: RegistrationApplication,
    step: ReviewStep | None,
    values: dict[str, Any],
) -> None:
    """Apply the effects of a step; None stands for a step added by the site."""
    if step in _FOLLOW:
        _FOLLOW[step](application, values)


def _verify(application: RegistrationApplication, values: dict[str, Any]) -> None:
    _decide(application, ReviewStep.VERIFY, values)
    if application.is_change:
        # A subscriber of the transition changes the data and informs the patron.
        return
    patron = get_directory()[application.patron_id]
    make_official(patron)
    deliver(patron, verified_message(patron, application.getId()))


def make_official(patron: Patron) -> None:
    """Make the patron official, and notify PatronClassChanged."""
    patron.change_class(PatronClass.OFFICIAL)
    notify(PatronClassChanged(patron.user_id, upward=True))
    audit(AuditTag.PATRON_CLASS_CHANGED, patron.user_id, to=PatronClass.OFFICIAL)


def _decline(application: RegistrationApplication, values: dict[str, Any]) -> None:
    made = _decide(application, ReviewStep.DECLINE, values)
    application.wrong_parts = made.parts
    patron = get_directory()[application.patron_id]
    number, is_change = application.getId(), application.is_change
    deliver(patron, declined_message(patron, number, made, is_change=is_change))


def _withdraw(application: RegistrationApplication, values: dict[str, Any]) -> None:
    application.decision = application.first_decision = None
    erase_pictures(application)


def _undo(application: RegistrationApplication, values: dict[str, Any]) -> None:
    application.decision = None


def _decide(
    application: RegistrationApplication, step: ReviewStep, values: dict[str, Any]
) -> Decision:
    """Store the postponed decision, or else the one made now."""
    made = application.decision or new_decision(step, values)
    application.decision = None
    application.reasons, application.note = made.reasons, made.note
    application.checked = made.checked
    application.decided_by, application.decided_at = made.editor, made.moment
    application.reindexObject(idxs=["application_pictures_due"])
    return made


_FOLLOW: dict[ReviewStep, Callable[[RegistrationApplication, dict[str, Any]], None]] = {
    ReviewStep.VERIFY: _verify,
    ReviewStep.DECLINE: _decline,
    ReviewStep.WITHDRAW: _withdraw,
    ReviewStep.UNDO: _undo,
    ReviewStep.ASK: put_question,
    ReviewStep.ANSWER: take_answer,
}
