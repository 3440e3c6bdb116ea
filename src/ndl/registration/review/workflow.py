"""Workflow subscribers: check each step before it, apply and record it after."""

from ndl.registration.errors import DomainError
from ndl.registration.events import audit
from ndl.registration.events import AuditTag
from ndl.registration.review.claims import follow_claim
from ndl.registration.review.content import RegistrationApplication
from ndl.registration.review.effect import detour_of
from ndl.registration.review.errors import note_refusal
from ndl.registration.review.outcome import follow_step
from ndl.registration.review.rules import check_step
from ndl.registration.review.states import history_of
from ndl.registration.review.states import meaning_of
from ndl.registration.review.states import ReviewStep
from plone import api
from Products.CMFCore.WorkflowCore import ObjectDeleted
from Products.CMFCore.WorkflowCore import WorkflowException
from Products.DCWorkflow.interfaces import IAfterTransitionEvent
from Products.DCWorkflow.interfaces import IBeforeTransitionEvent
from zope.i18n import translate


TAGS = {
    ReviewStep.CLAIM: AuditTag.APPLICATION_CLAIMED,
    ReviewStep.TAKE_OVER: AuditTag.APPLICATION_TAKEN_OVER,
    ReviewStep.RELEASE: AuditTag.APPLICATION_RELEASED,
    ReviewStep.ASK: AuditTag.APPLICATION_ASKED,
    ReviewStep.ANSWER: AuditTag.APPLICATION_ANSWERED,
    ReviewStep.SECOND_LOOK: AuditTag.APPLICATION_LOOKED_AGAIN,
    ReviewStep.POSTPONE: AuditTag.APPLICATION_DECIDED,
    ReviewStep.UNDO: AuditTag.APPLICATION_UNDONE,
    ReviewStep.VERIFY: AuditTag.APPLICATION_VERIFIED,
    ReviewStep.DECLINE: AuditTag.APPLICATION_DECLINED,
    ReviewStep.WITHDRAW: AuditTag.APPLICATION_WITHDRAWN,
}


def before_step(
    application: RegistrationApplication, event: IBeforeTransitionEvent
) -> None:
    """Veto a step that breaks a rule, however it was started.

    A decision that must wait is stored, and another step is taken in its place.
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
        # DCWorkflow ends the transition without failure on this; nothing is deleted.
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
    follow_step(application, step, event.kwargs or {})
    # Stock listings show this date; the index only has the day of the last step.
    application.setModificationDate(history_of(application)[-1]["time"])
    application.reindexObject(idxs=["modified"])
    number, state = application.getId(), event.new_state.id
    if step is None:
        tag = AuditTag.APPLICATION_MOVED
        audit(tag, application.patron_id, application=number, step=name, to=state)
    else:
        audit(TAGS[step], application.patron_id, application=number)
