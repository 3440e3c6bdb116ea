"""What must hold before a step of the review, whoever starts it."""

from collections.abc import Mapping
from ndl.registration.errors import DomainError
from ndl.registration.events import audit
from ndl.registration.events import AuditTag
from ndl.registration.mail.compose import can_send
from ndl.registration.mail.compose import MailNotConfigured
from ndl.registration.mail.compose import portal_link
from ndl.registration.patrons.directory import get_directory
from ndl.registration.patrons.patron import Patron
from ndl.registration.review.content import RegistrationApplication
from ndl.registration.review.errors import OwnApplication
from ndl.registration.review.errors import PatronGone
from ndl.registration.review.errors import ReasonMissing
from ndl.registration.review.own_patrons import is_about_me
from ndl.registration.review.reasons import offered_reasons
from ndl.registration.review.states import Step
from plone import api
from typing import Any


LONGEST_NOTE = 2000
NEED_PATRON = (Step.CLAIM, Step.VERIFY, Step.DECLINE)
_MAILED = (Step.VERIFY, Step.DECLINE)


def check_step(
    application: RegistrationApplication,
    step: Step | None,
    values: Mapping[str, Any],
) -> None:
    """Refuse a step that must not be taken; None is one that the site has added.

    Raises PatronGone, OwnApplication, ReasonMissing, MailNotConfigured.
    """
    if step in NEED_PATRON:
        _check_editor(application)
    elif step is None and _is_own(application):
        raise OwnApplication
    if step is Step.DECLINE and not known_reasons(values.get("reasons")):
        raise ReasonMissing
    if step in _MAILED:
        _check_mail()


def note_refusal(
    application: RegistrationApplication, step: str, error: DomainError
) -> None:
    """Record that a step was refused, and why."""
    audit(
        AuditTag.STEP_REFUSED,
        application.patron_id,
        application=application.getId(),
        step=step,
        reason=type(error).__name__,
    )


def is_harmless(step: Step | None, patron: Patron | None) -> bool:
    """Whether a step decides nothing about a patron who is gone or oneself."""
    return patron is None if step is None else step not in NEED_PATRON


def known_reasons(values: Any) -> tuple[str, ...]:
    """The names among `values` that are reasons, in the order of the vocabulary."""
    if isinstance(values, str) or values is None:
        return ()
    chosen = set(values)
    return tuple(name for name in offered_reasons() if name in chosen)


def _check_editor(application: RegistrationApplication) -> None:
    if _is_own(application):
        raise OwnApplication
    if application.patron_id not in get_directory():
        raise PatronGone


def _is_own(application: RegistrationApplication) -> bool:
    if api.user.get_current().getId() == application.patron_id:
        return True
    patron = get_directory().get(application.patron_id)
    return patron is not None and is_about_me(patron)


def _check_mail() -> None:
    # Afterwards it would be too late: the state has changed by then.
    portal_link("")
    if not can_send():
        raise MailNotConfigured
