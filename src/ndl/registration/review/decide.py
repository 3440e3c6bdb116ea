"""Steps of the review, as an editor takes them on a page (R122-R124)."""

from AccessControl import Unauthorized
from ndl.registration.errors import DomainError
from ndl.registration.patrons.directory import get_directory
from ndl.registration.review.content import RegistrationApplication
from ndl.registration.review.errors import StalePage
from ndl.registration.review.errors import StepImpossible
from ndl.registration.review.own_patrons import is_about_me
from ndl.registration.review.rules import check_step
from ndl.registration.review.rules import is_harmless
from ndl.registration.review.rules import note_refusal
from ndl.registration.review.states import meaning_of
from ndl.registration.review.states import Step
from ndl.registration.review.states import token_of
from plone import api
from Products.CMFCore.WorkflowCore import WorkflowException
from typing import Any


def claim(application: RegistrationApplication, seen: str) -> None:
    """Take the application into review."""
    _take(application, Step.CLAIM, seen)


def release(application: RegistrationApplication, seen: str) -> None:
    """Put the application back among the waiting ones."""
    _take(application, Step.RELEASE, seen)


def verify(application: RegistrationApplication, seen: str) -> None:
    """The identity is verified: the patron becomes an official one (R122)."""
    _take(application, Step.VERIFY, seen)


def decline(
    application: RegistrationApplication,
    reasons: tuple[str, ...],
    note: str,
    seen: str,
) -> None:
    """Decline for at least one reason, with a note to the patron (R124)."""
    _take(application, Step.DECLINE, seen, reasons=tuple(reasons), note=note)


def withdraw(application: RegistrationApplication) -> None:
    """Take the application back, for the patron whose it is."""
    with api.env.adopt_roles(["Manager"]):
        _take(application, Step.WITHDRAW, token_of(application))


def take_other(application: RegistrationApplication, step: str, seen: str) -> None:
    """Take a step that the site has added to the workflow."""
    _take(application, step, seen)


def possible_steps(application: RegistrationApplication) -> list[str]:
    """What the current user may do with the application now."""
    tool = api.portal.get_tool("portal_workflow")
    steps = [str(found["id"]) for found in tool.getTransitionsFor(application)]
    patron = get_directory().get(application.patron_id)
    if patron is not None and not is_about_me(patron):
        return steps
    return [step for step in steps if is_harmless(meaning_of(step), patron)]


def _take(
    application: RegistrationApplication, step: str, seen: str, **values: Any
) -> None:
    """Take a step if the page it was chosen on still holds.

    Raises StalePage, StepImpossible, and what the rules refuse with.
    """
    try:
        check_step(application, meaning_of(step), values)
        if seen != token_of(application):
            raise StalePage
    except DomainError as error:
        note_refusal(application, step, error)
        raise
    tool = api.portal.get_tool("portal_workflow")
    try:
        tool.doActionFor(application, str(step), **values)
    except (Unauthorized, WorkflowException) as error:
        raise StepImpossible from error
