"""When the state of an application ends by itself: claims, questions, decisions.

The ends are sortable texts, as the desk's index holds them. A claim and a decision
end at a time, a question with a day of the site: it is compared as a day, so that a
change of the site's time zone applies to earlier questions as well.
"""

from collections.abc import Callable
from collections.abc import Mapping
from datetime import datetime
from datetime import timedelta
from datetime import UTC
from ndl.registration.clock import now
from ndl.registration.clock import today
from ndl.registration.review.content import RegistrationApplication
from ndl.registration.review.states import State
from ndl.registration.review.states import state_of


_MOMENT = "%Y%m%d%H%M%S%f"
# Sorts before all times: a claim without an end is over at once.
_AT_ONCE = "0"


def moment_text(moment: datetime) -> str:
    """A time as the sortable text that the index holds."""
    return moment.astimezone(UTC).strftime(_MOMENT)


def moment_of(text: str) -> datetime:
    """The time that `moment_text` has written."""
    return datetime.strptime(text, _MOMENT).replace(tzinfo=UTC)


def end_of(application: RegistrationApplication) -> str:
    """When the state ends by itself, as sortable text; empty if it does not."""
    state = state_of(application)
    return _ENDS[State(state)](application) if state in ENDING else ""


def present(state: State) -> str:
    """The present as an end of the state: ends up to this are over."""
    if state is State.INFORMATION_NEEDED:
        return today().isoformat()
    return moment_text(now())


def _end_of_claim(application: RegistrationApplication) -> str:
    until = application.held_until
    return moment_text(until) if until is not None else _AT_ONCE


def _end_of_question(application: RegistrationApplication) -> str:
    """The day after the last day for the answer."""
    if not application.questions:
        return ""
    return (application.questions[-1].due + timedelta(days=1)).isoformat()


def _end_of_decision(application: RegistrationApplication) -> str:
    decision = application.decision
    if decision is None or decision.effective is None:
        return ""
    return moment_text(decision.effective)


_ENDS: Mapping[State, Callable[[RegistrationApplication], str]] = {
    State.IN_REVIEW: _end_of_claim,
    State.INFORMATION_NEEDED: _end_of_question,
    State.DECIDED: _end_of_decision,
}
ENDING = tuple(_ENDS)
