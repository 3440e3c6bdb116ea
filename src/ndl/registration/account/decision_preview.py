"""Preview of the messages that a step of the review sends to the patron."""

from collections.abc import Mapping
from dataclasses import dataclass
from email.message import EmailMessage
from ndl.registration.account.verified_change import preview_change
from ndl.registration.notices.personal import new_notice
from ndl.registration.notices.personal import Notice
from ndl.registration.patrons.directory import get_directory
from ndl.registration.patrons.patron import Patron
from ndl.registration.review.content import RegistrationApplication
from ndl.registration.review.decision_mails import asked_mail
from ndl.registration.review.decision_mails import declined_mail
from ndl.registration.review.decision_mails import verified_mail
from ndl.registration.review.effect import new_decision
from ndl.registration.review.errors import StepImpossible
from ndl.registration.review.inquiry import answer_day
from ndl.registration.review.inquiry import NOTICE_ASKED
from ndl.registration.review.rules import check_step
from ndl.registration.review.states import meaning_of
from ndl.registration.review.states import Step
from ndl.registration.review.workflow import NOTICE_CHANGE_DECLINED
from ndl.registration.review.workflow import NOTICE_DECLINED
from ndl.registration.review.workflow import NOTICE_VERIFIED
from typing import Any


NOTICE_CHANGE_VERIFIED = "change-verified"


@dataclass(frozen=True)
class Preview:
    """A notice and a mail that were not sent; no mail without an address."""

    notice: Notice
    mail: EmailMessage | None
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

    Raises StepImpossible for a step that tells nothing, and what check_step raises.
    """
    meaning = meaning_of(step)
    if meaning not in (Step.VERIFY, Step.DECLINE, Step.ASK):
        raise StepImpossible
    check_step(application, meaning, values)
    patron = get_directory()[application.patron_id]
    made = {Step.VERIFY: _verified, Step.DECLINE: _declined, Step.ASK: _asked}
    notice, mail = made[meaning](application, patron, values)
    return Preview(notice, mail, patron.language)


def _verified(
    application: RegistrationApplication, patron: Patron, values: Mapping[str, Any]
) -> tuple[Notice, EmailMessage | None]:
    if application.is_change:
        return new_notice(NOTICE_CHANGE_VERIFIED), preview_change(patron, application)
    return new_notice(NOTICE_VERIFIED), verified_mail(patron)


def _declined(
    application: RegistrationApplication, patron: Patron, values: Mapping[str, Any]
) -> tuple[Notice, EmailMessage | None]:
    made, is_change = new_decision(Step.DECLINE, values), application.is_change
    kind = NOTICE_CHANGE_DECLINED if is_change else NOTICE_DECLINED
    facts = {"reasons": made.reasons, "note": made.note, "parts": made.parts}
    mail = declined_mail(patron, made.reasons, is_change=is_change)
    return new_notice(kind, **facts), mail


def _asked(
    application: RegistrationApplication, patron: Patron, values: Mapping[str, Any]
) -> tuple[Notice, EmailMessage | None]:
    text = str(values.get("question") or "").strip()
    return new_notice(NOTICE_ASKED, note=text), asked_mail(patron, answer_day())
