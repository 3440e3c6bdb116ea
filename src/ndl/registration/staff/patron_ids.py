"""Patron IDs recorded for staff: their own, and of persons close to them (R122).

Staff must not decide on the applications of these patrons. A manager can remove IDs
that were recorded by mistake.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from ndl.registration import _
from ndl.registration.current_user import current_user_id
from ndl.registration.errors import Code
from ndl.registration.errors import DomainError
from ndl.registration.folding import fold_user_id
from ndl.registration.login.sources import get_identity
from ndl.registration.review.own_patrons import get_staff_patrons
from ndl.registration.review.own_patrons import link_patron
from ndl.registration.review.own_patrons import unlink_patron
from ndl.registration.review.recusals import end_recusal
from ndl.registration.review.recusals import get_recusals
from ndl.registration.review.recusals import recuse
from ndl.registration.staff.accounts import covered_accounts
from ndl.registration.staff.source import STAFF


class Relation(StrEnum):
    """Relation of a patron to the staff member."""

    OWN = "own"
    CLOSE = "close"


class UnknownStaff(DomainError):
    """No staff account has this user ID."""

    code = Code.UNKNOWN_STAFF
    message = _("No account of staff has this user ID.")


class OwnPatronId(DomainError):
    """Staff cannot remove their own entries."""

    code = Code.OWN_PATRON_ID
    message = _("Another manager has to remove your own patron ID.")


@dataclass(frozen=True)
class Holder:
    """A staff account with its own patron IDs and those of persons close to it."""

    user_id: str
    own: tuple[str, ...]
    close: tuple[str, ...]


_RECORD: dict[Relation, Callable[[str, str], None]] = {
    Relation.OWN: link_patron,
    Relation.CLOSE: recuse,
}
_TAKE_BACK: dict[Relation, Callable[[str, str], None]] = {
    Relation.OWN: unlink_patron,
    Relation.CLOSE: end_recusal,
}


def held_by(staff_id: str) -> Holder:
    """The patron IDs recorded for an account."""
    own = get_staff_patrons().patrons_of(staff_id)
    return Holder(staff_id, own, get_recusals().patrons_of(staff_id))


def my_patron_ids() -> Holder:
    """The patron IDs recorded for the current user."""
    return held_by(current_user_id())


def all_holders() -> list[Holder]:
    """The accounts that log in with a code, and all that have recorded patron IDs."""
    known = {who.user_id for who in covered_accounts()}
    known |= {*get_staff_patrons().holders()}
    known |= {staff_id for staff_id, _patrons in get_recusals().items()}
    return [held_by(who) for who in sorted(known)]


def record_mine(patron_id: str, relation: Relation) -> None:
    """Record a patron ID for the current user. Raises UnknownPatron."""
    _RECORD[relation](current_user_id(), fold_user_id(patron_id))


def record_for(staff_id: str, patron_id: str, relation: Relation) -> None:
    """Record a patron ID for a staff account. Raises UnknownStaff, UnknownPatron."""
    if not staff_id or get_identity(STAFF, staff_id) is None:
        raise UnknownStaff
    _RECORD[relation](staff_id, fold_user_id(patron_id))


def take_back(staff_id: str, patron_id: str, relation: Relation) -> None:
    """Remove an entry of another staff account. Raises OwnPatronId."""
    if staff_id == current_user_id():
        raise OwnPatronId
    _TAKE_BACK[relation](staff_id, fold_user_id(patron_id))
