"""What precedes and what follows the steps of the review (R122-R124)."""

from collections.abc import Callable
from ndl.registration.config import now
from ndl.registration.errors import DomainError
from ndl.registration.events import audit
from ndl.registration.events import AuditTag
from ndl.registration.events import PatronClassChanged
from ndl.registration.notices import add_notice
from ndl.registration.patrons.directory import get_directory
from ndl.registration.patrons.patron import Patron
from ndl.registration.patrons.patron import PatronClass
from ndl.registration.review.content import RegistrationApplication
from ndl.registration.review.decision_mails import tell_declined
from ndl.registration.review.decision_mails import tell_verified
from ndl.registration.review.retention import erase_pictures
from ndl.registration.review.rules import check_step
from ndl.registration.review.rules import known_reasons
from ndl.registration.review.rules import LONGEST_NOTE
from ndl.registration.review.rules import note_refusal
from ndl.registration.review.states import meaning_of
from ndl.registration.review.states import Step
from plone import api
from Products.CMFCore.WorkflowCore import WorkflowException
from Products.DCWorkflow.interfaces import IAfterTransitionEvent
from Products.DCWorkflow.interfaces import IBeforeTransitionEvent
from typing import Any
from zope.event import notify
from zope.i18n import translate


NOTICE_DECLINED = "application-declined"
NOTICE_VERIFIED = "application-verified"
TAGS = {
    Step.CLAIM: AuditTag.APPLICATION_CLAIMED,
    Step.RELEASE: AuditTag.APPLICATION_RELEASED,
    Step.VERIFY: AuditTag.APPLICATION_VERIFIED,
    Step.DECLINE: AuditTag.APPLICATION_DECLINED,
    Step.WITHDRAW: AuditTag.APPLICATION_WITHDRAWN,
}


def before_step(
    application: RegistrationApplication, event: IBeforeTransitionEvent
) -> None:
    """Veto a step that breaks a rule, on whatever way it was started."""
    if event.transition is None:
        return
    name = event.transition.id
    try:
        check_step(application, meaning_of(name), event.kwargs or {})
    except DomainError as error:
        note_refusal(application, name, error)
        language = api.portal.get_current_language()
        message = translate(error.message, target_language=language)
        raise WorkflowException(message) from error


def after_step(
    application: RegistrationApplication, event: IAfterTransitionEvent
) -> None:
    """Let everything follow that a step entails, and record it."""
    if event.transition is None:
        return
    name = event.transition.id
    step = meaning_of(name)
    if step in _FOLLOW:
        _FOLLOW[step](application, event.kwargs or {})
    number, state = application.getId(), event.new_state.id
    if step is None:
        tag = AuditTag.APPLICATION_MOVED
        audit(tag, application.patron_id, application=number, step=name, to=state)
    else:
        audit(TAGS[step], application.patron_id, application=number)


def _verify(application: RegistrationApplication, values: dict[str, Any]) -> None:
    _decide(application, (), "")
    patron = get_directory()[application.patron_id]
    _make_official(patron)
    add_notice(patron, NOTICE_VERIFIED, application=application.getId())
    tell_verified(patron)


def _make_official(patron: Patron) -> None:
    patron.patron_class = PatronClass.OFFICIAL
    notify(PatronClassChanged(patron.user_id, upward=True))
    audit(AuditTag.PATRON_CLASS_CHANGED, patron.user_id, to=PatronClass.OFFICIAL)


def _decline(application: RegistrationApplication, values: dict[str, Any]) -> None:
    reasons = known_reasons(values.get("reasons"))
    note = str(values.get("note") or "").strip()[:LONGEST_NOTE]
    _decide(application, reasons, note)
    patron = get_directory()[application.patron_id]
    add_notice(
        patron,
        NOTICE_DECLINED,
        reasons=reasons,
        note=note,
        application=application.getId(),
    )
    tell_declined(patron, reasons)


def _withdraw(application: RegistrationApplication, values: dict[str, Any]) -> None:
    erase_pictures(application)


def _decide(
    application: RegistrationApplication, reasons: tuple[str, ...], note: str
) -> None:
    application.reasons = reasons
    application.note = note
    application.decided_by = api.user.get_current().getId() or ""
    application.decided_at = now()
    application.reindexObject(idxs=["application_pictures_due"])


_FOLLOW: dict[Step, Callable[[RegistrationApplication, dict[str, Any]], None]] = {
    Step.VERIFY: _verify,
    Step.DECLINE: _decline,
    Step.WITHDRAW: _withdraw,
}
