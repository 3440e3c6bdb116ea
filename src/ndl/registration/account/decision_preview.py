"""Preview of the messages that a step of the review sends to the patron."""

from collections.abc import Mapping
from dataclasses import dataclass
from ndl.registration.account.verified_change import change_message
from ndl.registration.patrons.directory import get_directory
from ndl.registration.patrons.patron import Patron
from ndl.registration.review.content import RegistrationApplication
from ndl.registration.review.decision import words_in
from ndl.registration.review.effect import new_decision
from ndl.registration.review.errors import StepImpossible
from ndl.registration.review.inquiry import answer_day
from ndl.registration.review.messages import asked_message
from ndl.registration.review.messages import declined_message
from ndl.registration.review.messages import Message
from ndl.registration.review.messages import verified_message
from ndl.registration.review.rules import check_step
from ndl.registration.review.states import meaning_of
from ndl.registration.review.states import ReviewStep
from typing import Any


@dataclass(frozen=True)
class Preview(Message):
    """A notice and a mail that were not sent, in the patron's language."""

    language: str

    @property
    def subject(self) -> str:
        """Subject of the mail."""
        return str(self.mail["Subject"]) if self.mail is not None else ""

    @property
    def text(self) -> str:
        """Body of the mail."""
        return str(self.mail.get_content()) if self.mail is not None else ""


def preview(
    application: RegistrationApplication, step: str, values: Mapping[str, Any]
) -> Preview:
    """Mail and notice that the step would send with these values.

    Raises StepImpossible for a step without message, and what check_step raises.
    """
    meaning = meaning_of(step)
    if meaning not in _PREVIEWS:
        raise StepImpossible
    check_step(application, meaning, values)
    patron = get_directory()[application.patron_id]
    message = _PREVIEWS[meaning](application, patron, values)
    return Preview(message.notice, message.mail, patron.language)


def _verified(
    application: RegistrationApplication, patron: Patron, values: Mapping[str, Any]
) -> Message:
    if application.is_change:
        return change_message(patron, application)
    return verified_message(patron, application.getId())


def _declined(
    application: RegistrationApplication, patron: Patron, values: Mapping[str, Any]
) -> Message:
    made = new_decision(ReviewStep.DECLINE, values)
    number, is_change = application.getId(), application.is_change
    return declined_message(patron, number, made, is_change=is_change)


def _asked(
    application: RegistrationApplication, patron: Patron, values: Mapping[str, Any]
) -> Message:
    number, text = application.getId(), words_in(values, "question")
    return asked_message(patron, number, text, answer_day())


_PREVIEWS = {
    ReviewStep.VERIFY: _verified,
    ReviewStep.DECLINE: _declined,
    ReviewStep.ASK: _asked,
}
