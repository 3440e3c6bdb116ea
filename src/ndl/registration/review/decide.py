"""Steps of the review, as pages and services take them (R122-R124)."""

from AccessControl import Unauthorized
from collections.abc import Sequence
from ndl.registration.documents.accept import Picture
from ndl.registration.errors import DomainError
from ndl.registration.patrons.directory import get_directory
from ndl.registration.review.claims import check_claim
from ndl.registration.review.content import RegistrationApplication
from ndl.registration.review.decision import words_in
from ndl.registration.review.effect import check_decided
from ndl.registration.review.errors import note_refusal
from ndl.registration.review.errors import StalePage
from ndl.registration.review.errors import StepImpossible
from ndl.registration.review.recusals import has_interest
from ndl.registration.review.rules import check_step
from ndl.registration.review.rules import NEED_PATRON
from ndl.registration.review.states import meaning_of
from ndl.registration.review.states import ReviewStep
from ndl.registration.review.states import token_of
from plone import api
from Products.CMFCore.WorkflowCore import WorkflowException
from typing import Any


def claim(application: RegistrationApplication, seen: str) -> None:
    """Claim the application."""
    _take(application, ReviewStep.CLAIM, seen)


def release(application: RegistrationApplication, seen: str) -> None:
    """Put the application back among the waiting ones."""
    _take(application, ReviewStep.RELEASE, seen)


def take_over(application: RegistrationApplication, seen: str) -> None:
    """Take over the claim of another editor."""
    _take(application, ReviewStep.TAKE_OVER, seen)


def undo(application: RegistrationApplication, seen: str) -> None:
    """Undo a decision that is not in effect yet."""
    _take(application, ReviewStep.UNDO, seen)


def ask(
    application: RegistrationApplication,
    question: str,
    seen: str,
    step: str = ReviewStep.ASK,
) -> None:
    """Ask the patron a question, without a decision.

    `step` may be a step added by the site that asks as well.
    """
    _take(application, step, seen, question=question)


def answer(
    application: RegistrationApplication, text: str, pictures: Sequence[Picture] = ()
) -> None:
    """Answer the question of an application for its patron."""
    with api.env.adopt_roles(["Manager"]):
        values = {"answer": text, "pictures": tuple(pictures)}
        _take(application, ReviewStep.ANSWER, token_of(application), **values)


def verify(
    application: RegistrationApplication, seen: str, checked: tuple[str, ...] = ()
) -> None:
    """Verify the identity, which makes a simple patron official (R122).

    `checked` are the points of the check list that were compared.
    """
    _take(application, ReviewStep.VERIFY, seen, checked=tuple(checked))


def decline(
    application: RegistrationApplication,
    reasons: tuple[str, ...],
    note: str,
    seen: str,
    parts: tuple[str, ...] = (),
    step: str = ReviewStep.DECLINE,
    checked: tuple[str, ...] = (),
) -> None:
    """Decline for at least one reason, with a note to the patron (R124).

    `parts` are the parts to correct; if empty, those of the reasons. `step` may be a
    step added by the site that declines as well. `checked` are the points of the
    check list that were compared.
    """
    values = {"reasons": tuple(reasons), "note": note, "parts": tuple(parts)}
    values["checked"] = tuple(checked)
    _take(application, step, seen, **values)


def withdraw(application: RegistrationApplication) -> None:
    """Withdraw the application for its patron."""
    with api.env.adopt_roles(["Manager"]):
        _take(application, ReviewStep.WITHDRAW, token_of(application))


def take_step(
    application: RegistrationApplication,
    step: str,
    seen: str | None = None,
    **values: Any,
) -> None:
    """Take any step of the workflow, including steps added by the site.

    `seen` is None for interfaces of Plone that send no token of the page. `values`
    are the arguments of verify and decline, and `comment`, which the history shows to
    editors.
    """
    comment = words_in(values, "comment")
    _take(application, step, seen, **values | {"comment": comment})


def possible_steps(application: RegistrationApplication) -> list[str]:
    """The steps that the current user may take now."""
    tool = api.portal.get_tool("portal_workflow")
    steps = [str(found["id"]) for found in tool.getTransitionsFor(application)]
    steps = [step for step in steps if _stands_open(application, meaning_of(step))]
    patron = get_directory().get(application.patron_id)
    if patron is not None and not has_interest(patron):
        return steps
    is_gone = patron is None
    return [s for s in steps if _is_harmless(meaning_of(s), is_gone=is_gone)]


def _stands_open(application: RegistrationApplication, step: ReviewStep | None) -> bool:
    """Whether neither a claim nor a decision forbids the current user a step."""
    try:
        check_claim(application, step)
        check_decided(application, step)
    except DomainError:
        return False
    return True


def _is_harmless(step: ReviewStep | None, *, is_gone: bool) -> bool:
    """Whether the step is allowed without a patron or with a conflict of interest."""
    return is_gone if step is None else step not in NEED_PATRON


def _take(
    application: RegistrationApplication, step: str, seen: str | None, **values: Any
) -> None:
    """Take a step, unless the page on which it was chosen is stale.

    Raises StalePage, StepImpossible, and what check_step raises.
    """
    try:
        check_step(application, meaning_of(step), values)
        if seen is not None and seen != token_of(application):
            raise StalePage
    except DomainError as error:
        note_refusal(application, step, error)
        raise
    tool = api.portal.get_tool("portal_workflow")
    try:
        tool.doActionFor(application, str(step), **values)
    except (Unauthorized, WorkflowException) as error:
        raise StepImpossible from error
