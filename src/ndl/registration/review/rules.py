"""Guards of the steps of the review, for every way to take them."""

from collections.abc import Callable
from collections.abc import Mapping
from ndl.registration.mail.compose import can_send
from ndl.registration.mail.compose import MailNotConfigured
from ndl.registration.mail.compose import portal_link
from ndl.registration.patrons.directory import get_directory
from ndl.registration.review.claims import check_claim
from ndl.registration.review.content import RegistrationApplication
from ndl.registration.review.decision import words_in
from ndl.registration.review.effect import check_decided
from ndl.registration.review.effect import is_due_step
from ndl.registration.review.errors import AnswerMissing
from ndl.registration.review.errors import LONGEST_NOTE
from ndl.registration.review.errors import NoteMissing
from ndl.registration.review.errors import NoteTooLong
from ndl.registration.review.errors import PatronGone
from ndl.registration.review.errors import QuestionMissing
from ndl.registration.review.errors import ReasonMissing
from ndl.registration.review.reasons import known_reasons
from ndl.registration.review.reasons import need_note
from ndl.registration.review.recusals import check_interest
from ndl.registration.review.states import ReviewStep
from typing import Any


NEED_PATRON = (
    ReviewStep.CLAIM,
    ReviewStep.TAKE_OVER,
    ReviewStep.ASK,
    ReviewStep.VERIFY,
    ReviewStep.DECLINE,
    ReviewStep.UNDO,
)
_MAILED = (ReviewStep.ASK, ReviewStep.VERIFY, ReviewStep.DECLINE)


def check_step(
    application: RegistrationApplication,
    step: ReviewStep | None,
    values: Mapping[str, Any],
) -> None:
    """Refuse a forbidden step; None stands for a step added by the site.

    Raises PatronGone, OwnApplication, ConflictOfInterest, ClaimedByOther,
    SecondEditorNeeded, NotYours, UndoTooLate, StepImpossible, ReasonMissing,
    QuestionMissing, AnswerMissing, NoteTooLong, MailNotConfigured.
    """
    if not is_due_step(values):
        _check_choice(application, step, values)
    if step in _MAILED:
        _check_mail()


def _check_choice(
    application: RegistrationApplication,
    step: ReviewStep | None,
    values: Mapping[str, Any],
) -> None:
    """Check that the user may choose the step; due steps were chosen before."""
    if step in NEED_PATRON:
        _check_editor(application)
    elif step is None:
        check_interest(application)
    check_claim(application, step)
    check_decided(application, step)
    if step is not None and step in _WORDS:
        _WORDS[step](values)


def check_length(text: str) -> None:
    """Raise NoteTooLong for a text longer than LONGEST_NOTE."""
    if len(text) > LONGEST_NOTE:
        raise NoteTooLong


def _check_decline(values: Mapping[str, Any]) -> None:
    reasons = known_reasons(values.get("reasons"))
    if not reasons:
        raise ReasonMissing
    note = words_in(values, "note")
    if not note.strip() and need_note(reasons):
        raise NoteMissing
    check_length(note)


def _check_question(values: Mapping[str, Any]) -> None:
    question = words_in(values, "question")
    if not question:
        raise QuestionMissing
    check_length(question)


def _check_answer(values: Mapping[str, Any]) -> None:
    text = words_in(values, "answer")
    if not text and not values.get("pictures"):
        raise AnswerMissing
    check_length(text)


def _check_editor(application: RegistrationApplication) -> None:
    check_interest(application)
    if application.patron_id not in get_directory():
        raise PatronGone


def _check_mail() -> None:
    # Checked before the step: when the mail is sent, the state has changed.
    portal_link("")
    if not can_send():
        raise MailNotConfigured


_WORDS: Mapping[ReviewStep, Callable[[Mapping[str, Any]], None]] = {
    ReviewStep.ASK: _check_question,
    ReviewStep.ANSWER: _check_answer,
    ReviewStep.DECLINE: _check_decline,
}
