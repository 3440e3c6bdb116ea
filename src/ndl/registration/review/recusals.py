"""Conflicts of interest: a list of patrons for each member of staff (R122).

Editors list patrons close to them, such as family, friends and colleagues, on whose
applications another editor has to decide.
"""

from ndl.registration import stores
from ndl.registration.current_user import current_user_id
from ndl.registration.events import audit
from ndl.registration.events import AuditTag
from ndl.registration.events import PatronRemoved
from ndl.registration.patrons.directory import get_directory
from ndl.registration.patrons.errors import UnknownPatron
from ndl.registration.patrons.patron import Patron
from ndl.registration.review.content import RegistrationApplication
from ndl.registration.review.errors import ConflictOfInterest
from ndl.registration.review.errors import OwnApplication
from ndl.registration.review.own_patrons import is_about_me
from ndl.registration.review.own_patrons import PatronsByStaff
from ndl.registration.store_interfaces.staff import IRecusals
from zope.component import adapter
from zope.component import getUtility
from zope.interface import implementer


@implementer(IRecusals)
class Recusals(PatronsByStaff):
    """Patrons on whose applications a member of staff may not decide."""

    def items(self) -> list[tuple[str, tuple[str, ...]]]:
        """Pairs of staff ID and the IDs of patrons on their list."""
        return list(self._patrons.items())


def get_recusals() -> Recusals:
    """The lists of the current site."""
    return getUtility(IRecusals)


def recuse(staff_id: str, patron_id: str) -> None:
    """Record a conflict of interest with a patron. Raises UnknownPatron."""
    if patron_id not in get_directory():
        raise UnknownPatron
    known = get_recusals().patrons_of(staff_id)
    if patron_id not in known:
        get_recusals().set_patrons(staff_id, {*known, patron_id})
        audit(AuditTag.STAFF_RECUSED, patron_id, staff=staff_id)


def end_recusal(staff_id: str, patron_id: str) -> None:
    """Remove a conflict of interest with a patron."""
    known = get_recusals().patrons_of(staff_id)
    if patron_id in known:
        get_recusals().set_patrons(staff_id, {*known} - {patron_id})
        audit(AuditTag.STAFF_RECUSAL_ENDED, patron_id, staff=staff_id)


def am_recused(patron_id: str) -> bool:
    """Whether the patron is on the current user's list."""
    me = current_user_id()
    return patron_id in get_recusals().patrons_of(me)


def has_interest(patron: Patron) -> bool:
    """Whether the current user is the patron, or has the patron on the list."""
    return is_about_me(patron) or am_recused(patron.user_id)


def check_interest(application: RegistrationApplication) -> None:
    """Check for conflicts of interest. Raises OwnApplication, ConflictOfInterest."""
    if _is_own(application):
        raise OwnApplication
    if am_recused(application.patron_id):
        raise ConflictOfInterest


def _is_own(application: RegistrationApplication) -> bool:
    if current_user_id() == application.patron_id:
        return True
    patron = get_directory().get(application.patron_id)
    return patron is not None and is_about_me(patron)


@adapter(PatronRemoved)
def forget_recusals(event: PatronRemoved) -> None:
    """Remove a former patron from all lists."""
    for staff_id, patron_ids in get_recusals().items():
        if event.user_id in patron_ids:
            get_recusals().set_patrons(staff_id, {*patron_ids} - {event.user_id})


stores.register(IRecusals, Recusals)
