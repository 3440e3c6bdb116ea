"""Guards and effects of the steps of the review (R122-R124)."""

from collections.abc import Callable
from ndl.registration.errors import DomainError
from ndl.registration.events import audit
from ndl.registration.events import AuditTag
from ndl.registration.events import PatronClassChanged
from ndl.registration.notices.personal import add_notice
from ndl.registration.patrons.directory import get_directory
from ndl.registration.patrons.patron import Patron
from ndl.registration.patrons.patron import PatronClass
from ndl.registration.review.claims import follow_claim
from ndl.registration.review.content import RegistrationApplication
from ndl.registration.review.decision import Decision
from ndl.registration.review.decision_mails import declined_mail
from ndl.registration.review.decision_mails import send
from ndl.registration.review.decision_mails import verified_mail
from ndl.registration.review.effect import detour_of
from ndl.registration.review.effect import new_decision
from ndl.registration.review.inquiry import put_question
from ndl.registration.review.inquiry import take_answer
from ndl.registration.review.retention import erase_pictures
from ndl.registration.review.rules import check_step
from ndl.registration.review.rules import note_refusal
from ndl.registration.review.states import history_of
from ndl.registration.review.states import meaning_of
from ndl.registration.review.states import Step
from plone import api
from Products.CMFCore.WorkflowCore import ObjectDeleted
from Products.CMFCore.WorkflowCore import WorkflowException
from Products.DCWorkflow.interfaces import IAfterTransitionEvent
from Products.DCWorkflow.interfaces import IBeforeTransitionEvent
from typing import Any
from zope.event import notify
from zope.i18n import translate


NOTICE_DECLINED = "application-declined"
NOTICE_CHANGE_DECLINED = "change-declined"
NOTICE_VERIFIED = "application-verified"
TAGS = {
    Step.CLAIM: AuditTag.APPLICATION_CLAIMED,
    Step.TAKE_OVER: AuditTag.APPLICATION_TAKEN_OVER,
    Step.RELEASE: AuditTag.APPLICATION_RELEASED,
    Step.ASK: AuditTag.APPLICATION_ASKED,
    Step.ANSWER: AuditTag.APPLICATION_ANSWERED,
    Step.SECOND_LOOK: AuditTag.APPLICATION_LOOKED_AGAIN,
    Step.POSTPONE: AuditTag.APPLICATION_DECIDED,
    Step.UNDO: AuditTag.APPLICATION_UNDONE,
    Step.VERIFY: AuditTag.APPLICATION_VERIFIED,
    Step.DECLINE: AuditTag.APPLICATION_DECLINED,
    Step.WITHDRAW: AuditTag.APPLICATION_WITHDRAWN,
}


def before_step(
    application: RegistrationApplication, event: IBeforeTransitionEvent
) -> None:
    """Veto a step that breaks a rule, however it was started.

    A decision that must wait is kept, and another step is taken in its place.
    """
    if event.transition is None:
        return
    name, values = event.transition.id, event.kwargs or {}
    step = meaning_of(name)
    try:
        check_step(application, step, values)
    except DomainError as error:
        note_refusal(application, name, error)
        language = api.portal.get_current_language()
        message = translate(error.message, target_language=language)
        raise WorkflowException(message) from error
    detour = detour_of(application, step, values)
    if detour is not None:
        definition = event.workflow
        definition._changeStateOf(application, definition.transitions[detour], values)
        api.portal.get_tool("portal_workflow")._reindexWorkflowVariables(application)
        # The one way to leave a transition without a failure: nothing is deleted.
        raise ObjectDeleted


def after_step(
    application: RegistrationApplication, event: IAfterTransitionEvent
) -> None:
    """Apply the effects of a step and record it."""
    if event.transition is None:
        return
    name = event.transition.id
    step = meaning_of(name)
    follow_claim(application, step)
    if step in _FOLLOW:
        _FOLLOW[step](application, event.kwargs or {})
    # Stock listings show this date, while the index knows the day of the last step.
    application.setModificationDate(history_of(application)[-1]["time"])
    application.reindexObject(idxs=["modified"])
    number, state = application.getId(), event.new_state.id
    if step is None:
        tag = AuditTag.APPLICATION_MOVED
        audit(tag, application.patron_id, application=number, step=name, to=state)
    else:
        audit(TAGS[step], application.patron_id, application=number)


def _verify(application: RegistrationApplication, values: dict[str, Any]) -> None:
    _decide(application, Step.VERIFY, values)
    if application.is_change:
        # The data are changed, and the patron is told, by who subscribes to the step.
        return
    patron = get_directory()[application.patron_id]
    make_official(patron)
    add_notice(patron, NOTICE_VERIFIED, application=application.getId())
    send(verified_mail(patron))


def make_official(patron: Patron) -> None:
    """Make the patron an official one."""
    patron.patron_class = PatronClass.OFFICIAL
    notify(PatronClassChanged(patron.user_id, upward=True))
    audit(AuditTag.PATRON_CLASS_CHANGED, patron.user_id, to=PatronClass.OFFICIAL)


def _decline(application: RegistrationApplication, values: dict[str, Any]) -> None:
    made = _decide(application, Step.DECLINE, values)
    application.wrong_parts = made.parts
    patron = get_directory()[application.patron_id]
    add_notice(
        patron,
        NOTICE_CHANGE_DECLINED if application.is_change else NOTICE_DECLINED,
        reasons=made.reasons,
        note=made.note,
        parts=made.parts,
        application=application.getId(),
    )
    send(declined_mail(patron, made.reasons, is_change=application.is_change))


def _withdraw(application: RegistrationApplication, values: dict[str, Any]) -> None:
    application.decision = application.first_decision = None
    erase_pictures(application)


def _undo(application: RegistrationApplication, values: dict[str, Any]) -> None:
    application.decision = None


def _decide(
    application: RegistrationApplication, step: Step, values: dict[str, Any]
) -> Decision:
    """Store the decision that was waiting, or the one that is made now."""
    made = application.decision or new_decision(step, values)
    application.decision = None
    application.reasons, application.note = made.reasons, made.note
    application.checked = made.checked
    application.decided_by, application.decided_at = made.editor, made.moment
    application.reindexObject(idxs=["application_pictures_due"])
    return made


_FOLLOW: dict[Step, Callable[[RegistrationApplication, dict[str, Any]], None]] = {
    Step.VERIFY: _verify,
    Step.DECLINE: _decline,
    Step.WITHDRAW: _withdraw,
    Step.UNDO: _undo,
    Step.ASK: put_question,
    Step.ANSWER: take_answer,
}
