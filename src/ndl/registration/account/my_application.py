"""The patron's own applications for official registration (R120-R128, R142)."""

from dataclasses import dataclass
from datetime import date
from datetime import datetime
from ndl.registration import _
from ndl.registration.clock import today
from ndl.registration.errors import Code
from ndl.registration.errors import DomainError
from ndl.registration.patrons.patron import Patron
from ndl.registration.review.content import RegistrationApplication
from ndl.registration.review.inquiry import open_question
from ndl.registration.review.parts import known_parts
from ndl.registration.review.parts import Part
from ndl.registration.review.queue import applications_of
from ndl.registration.review.queue import declined_application_of
from ndl.registration.review.states import is_open
from ndl.registration.review.states import OUR_STATES
from ndl.registration.review.states import own_title_of_state
from ndl.registration.review.states import ReviewStep
from ndl.registration.review.states import State
from ndl.registration.review.states import state_for_patron
from ndl.registration.review.states import state_of
from ndl.registration.review.states import step_leads_out


STATES = {
    State.SUBMITTED: _("Waiting to be checked"),
    State.IN_REVIEW: _("Being checked"),
    State.INFORMATION_NEEDED: _("Waiting for your answer"),
    State.VERIFIED: _("Verified"),
    State.DECLINED: _("Declined by the library"),
    State.WITHDRAWN: _("Withdrawn"),
}


class UnknownApplication(DomainError):
    """The patron has no application of this number."""

    code = Code.UNKNOWN_APPLICATION
    message = _("You have no such application.")


@dataclass(frozen=True)
class MyApplication:
    """An application as its patron may see it, without editors and pictures.

    `state` is a State, or the name of a state that the site has added.
    """

    number: str
    state: str
    is_open: bool
    can_withdraw: bool
    submitted: datetime
    due: date
    kind: str
    is_change: bool
    pictures: int
    reasons: tuple[str, ...]
    note: str
    parts: tuple[Part, ...]
    decided: datetime | None
    # The editor's open question, and the last day to answer it.
    question: str = ""
    answer_by: date | None = None

    @property
    def is_late(self) -> bool:
        """Whether the application is still open after its due date."""
        return self.is_open and self.due < today()

    @property
    def is_declined(self) -> bool:
        """Whether the application is closed with reasons, that is, declined."""
        return not self.is_open and bool(self.reasons)


def my_applications(patron: Patron) -> list[MyApplication]:
    """All applications of the patron, the newest first."""
    return [_mine(application) for application in applications_of(patron.user_id)]


def declined_application(patron: Patron) -> MyApplication | None:
    """The newest application if it was declined and the patron is still simple."""
    return None if patron.is_official else application_to_correct(patron)


def application_to_correct(patron: Patron) -> MyApplication | None:
    """The newest application if it was declined and the patron can hand in another.

    Of a simple patron it is for official registration, of an official one for a
    change of data.
    """
    found = declined_application_of(patron.user_id)
    if found is None or found.is_change is not patron.is_official:
        return None
    return _mine(found)


def can_apply(patron: Patron) -> bool:
    """Whether the patron may apply for official registration (R127, R129)."""
    if patron.is_official:
        return False
    found = applications_of(patron.user_id)
    return not any(is_open(state_of(application)) for application in found)


def own_application(patron: Patron, number: str) -> RegistrationApplication:
    """The patron's application of this number. Raises UnknownApplication."""
    for application in applications_of(patron.user_id):
        if application.getId() == number:
            return application
    raise UnknownApplication


def _mine(application: RegistrationApplication) -> MyApplication:
    state = state_of(application)
    opened = is_open(state)
    asked = open_question(application)
    return MyApplication(
        number=application.getId(),
        state=state_for_patron(application),
        is_open=opened,
        can_withdraw=opened and step_leads_out(state, ReviewStep.WITHDRAW),
        submitted=application.submitted_at,
        due=application.due,
        kind=application.document_kind or "",
        is_change=application.is_change,
        pictures=len(application.pictures_held()),
        reasons=tuple(application.reasons or ()),
        note=application.note,
        parts=known_parts(application.wrong_parts),
        decided=application.decided_at,
        question=asked.text if asked is not None else "",
        answer_by=asked.due if asked is not None else None,
    )


def state_title(state: str) -> str:
    """Title of a state for patrons, as a message."""
    known = STATES.get(State(state)) if state in OUR_STATES else None
    return known or own_title_of_state(state)
