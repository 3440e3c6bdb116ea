"""States and steps of an application, and how to read them."""

from enum import StrEnum
from ndl.registration.patrons.directory import get_directory
from ndl.registration.review.content import declaration
from ndl.registration.review.content import RegistrationApplication
from ndl.registration.sealed import digest
from plone import api
from typing import Any

import json


WORKFLOW = "registration_application_workflow"
_LENGTH = 32


class State(StrEnum):
    """Where an application stands."""

    SUBMITTED = "submitted"
    IN_REVIEW = "in_review"
    VERIFIED = "verified"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class Step(StrEnum):
    """What can be done with an application."""

    CLAIM = "claim"
    RELEASE = "release"
    VERIFY = "verify"
    DECLINE = "decline"
    WITHDRAW = "withdraw"


OPEN = (State.SUBMITTED, State.IN_REVIEW)


def history_of(application: RegistrationApplication) -> tuple[dict[str, Any], ...]:
    """All steps so far, oldest first."""
    return tuple(application.workflow_history.get(WORKFLOW, ()))


def state_of(application: RegistrationApplication) -> State:
    """The present state."""
    tool = api.portal.get_tool("portal_workflow")
    return State(tool.getInfoFor(application, "review_state"))


def token_of(application: RegistrationApplication) -> str:
    """What tells later that an editor has seen just this application, as it is.

    It changes with each step, and with what the patron declares meanwhile.
    """
    patron = get_directory().get(application.patron_id)
    seen = (
        application.getId(),
        str(application.submitted_at),
        state_of(application),
        len(history_of(application)),
        application.declared,
        declaration(patron) if patron is not None else None,
    )
    return digest(json.dumps(seen))[:_LENGTH]


def claimed_by(application: RegistrationApplication) -> str:
    """Who works on the application, if somebody does."""
    if state_of(application) is not State.IN_REVIEW:
        return ""
    return str(history_of(application)[-1]["actor"] or "")
