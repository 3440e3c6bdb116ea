"""Duties that a user must fulfil before all else: one list for pages and REST."""

from collections.abc import Callable
from dataclasses import dataclass
from ndl.registration import _
from ndl.registration.interfaces import IDuty
from ndl.registration.patrons.directory import get_directory
from ndl.registration.registration.terms import must_accept
from zope.component import getUtilitiesFor
from zope.interface import implementer


def must_change_password(user_id: str) -> bool:
    """Whether the patron still has an initial password, which staff know."""
    patron = get_directory().get(user_id)
    return patron is not None and patron.initial_password_until is not None


@implementer(IDuty)
@dataclass(frozen=True)
class Duty:
    """A duty; `page` is where it is fulfilled in a browser.

    `services` are the REST services by which it can be fulfilled.
    """

    page: str
    message: str
    is_due: Callable[[str], bool]
    services: frozenset[str] = frozenset()


ACCEPT_TERMS = Duty(
    "accept-terms",
    _("The terms and conditions have changed. Please read and accept them first."),
    must_accept,
    frozenset({"@terms"}),
)

CHANGE_PASSWORD = Duty(
    "change-password",
    _("Your password was given to you at the counter. Please choose one of your own."),
    must_change_password,
    frozenset({"@my-password"}),
)
SHIPPED = (ACCEPT_TERMS, CHANGE_PASSWORD)


def first_duty(user_id: str) -> IDuty | None:
    """The first open duty of the user, or None; shipped duties before added ones."""
    added = (duty for _name, duty in sorted(getUtilitiesFor(IDuty)))
    return next((d for d in (*SHIPPED, *added) if d.is_due(user_id)), None)
