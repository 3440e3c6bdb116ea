"""Simple registrations of people who may be registered already (R54, R152)."""

from datetime import datetime
from ndl.registration.config import now
from ndl.registration.events import audit
from ndl.registration.events import AuditTag
from ndl.registration.events import PatronRemoved
from ndl.registration.patrons.directory import get_directory
from ndl.registration.patrons.duplicates import find_duplicates
from ndl.registration.patrons.patron import Patron
from ndl.registration.review.desk import get_desk
from zope.component import adapter


def note_suspect(patron: Patron) -> None:
    """Put the patron on the editors' list if there are likely duplicates.

    The patron is told nothing: it would tell a stranger who is registered.
    """
    others = find_duplicates(patron)
    if others:
        get_desk().suspects[patron.user_id] = now()
        found = [other.user_id for other in others]
        audit(AuditTag.PATRON_DUPLICATE_NOTED, patron.user_id, others=found)


def find_suspects() -> list[tuple[Patron, list[Patron]]]:
    """Patrons on the list with their likely duplicates, oldest first.

    A patron whose duplicates are gone meanwhile is left out.
    """
    found = ((user_id, find_others(user_id)) for user_id in _waiting())
    return [(get_directory()[user_id], others) for user_id, others in found if others]


def find_others(user_id: str) -> list[Patron]:
    """The likely duplicates of a patron, if still registered."""
    patron = get_directory().get(user_id)
    return find_duplicates(patron) if patron else []


def count_suspects() -> int:
    """How many patrons are on the list."""
    return len(find_suspects())


def dismiss_suspect(user_id: str) -> None:
    """Take a patron from the list: an editor has looked at it."""
    if get_desk().suspects.pop(user_id) is not None:
        audit(AuditTag.PATRON_DUPLICATE_DISMISSED, user_id)


@adapter(PatronRemoved)
def forget_with_patron(event: PatronRemoved) -> None:
    """Who is gone is no suspect."""
    get_desk().suspects.pop(event.user_id)


def _waiting() -> list[str]:
    pairs: list[tuple[str, datetime]] = list(get_desk().suspects.items())
    return [user_id for user_id, _moment in sorted(pairs, key=lambda pair: pair[1])]
