"""What a patron must do before anything else: one list for pages and REST."""

from collections.abc import Callable
from dataclasses import dataclass
from ndl.registration import _
from ndl.registration.registration.terms import must_accept


@dataclass(frozen=True)
class Duty:
    """Something that comes first; `page` is where it is done in a browser."""

    page: str
    message: str
    is_due: Callable[[str], bool]


ACCEPT_TERMS = Duty(
    "accept-terms",
    _("The terms and conditions have changed. Please read and accept them first."),
    must_accept,
)
DUTIES = (ACCEPT_TERMS,)


def first_duty(user_id: str) -> Duty | None:
    """What the user has to do now, if anything; only patrons have duties."""
    return next((duty for duty in DUTIES if duty.is_due(user_id)), None)
