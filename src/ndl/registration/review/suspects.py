"""New registrations of people who may already be registered (R54, R152)."""

from collections.abc import Iterable
from datetime import datetime
from itertools import islice
from ndl.registration.clock import now
from ndl.registration.events import audit
from ndl.registration.events import AuditTag
from ndl.registration.events import PatronRemoved
from ndl.registration.patrons.directory import get_directory
from ndl.registration.patrons.duplicates import find_duplicates
from ndl.registration.patrons.duplicates import tell_apart
from ndl.registration.patrons.patron import Patron
from ndl.registration.review.desk import get_desk
from ndl.registration.review.errors import ConflictOfInterest
from ndl.registration.review.errors import OwnEntry
from ndl.registration.review.errors import StaleEntry
from ndl.registration.review.indexing import index_applications_of
from ndl.registration.review.own_patrons import is_about_me
from ndl.registration.review.recusals import am_recused
from ndl.registration.sealed import digest
from operator import itemgetter
from zope.component import adapter

import json


# Limit of the count that each view of the desk makes.
COUNTED = 100


def note_suspect(patron: Patron) -> None:
    """Put the patron on the editors' list if there are likely duplicates.

    The patron is not informed, as this would tell strangers who is registered.
    """
    others = find_duplicates(patron)
    if others:
        get_desk().suspects[patron.user_id] = now()
        for other in others:
            index_applications_of(other.user_id)
        found = [other.user_id for other in others]
        audit(AuditTag.PATRON_DUPLICATE_NOTED, patron.user_id, others=found)


def list_suspects() -> list[str]:
    """The user IDs on the list, oldest first; no patron is loaded."""
    pairs: list[tuple[str, datetime]] = list(get_desk().suspects.items())
    return [user_id for user_id, _moment in sorted(pairs, key=lambda pair: pair[1])]


def find_people(user_id: str) -> list[Patron]:
    """A patron on the list and the likely duplicates, as they are now.

    Only the patron if the others have expired or changed meanwhile; empty if the
    patron is gone.
    """
    patron = get_directory().get(user_id)
    return [patron, *find_duplicates(patron)] if patron else []


def count_suspects(limit: int = COUNTED) -> int:
    """Number of patrons on the list, at most `limit`; loads no patron."""
    return sum(1 for _pair in islice(get_desk().suspects.items(), limit))


def mark_of(user_id: str, people: Iterable[Patron]) -> str:
    """Token of these people as the editor saw them."""
    return digest(" ".join([user_id, *(patron.user_id for patron in people)]))


def dismiss_suspect(user_id: str, seen: str) -> None:
    """Remove a patron from the list after an editor has checked it.

    Raises OwnEntry if the editor is one of the people, and StaleEntry if the people
    are not those that the editor has seen.
    """
    people = find_people(user_id)
    if any(is_about_me(patron) for patron in people):
        raise OwnEntry
    if seen != mark_of(user_id, people):
        raise StaleEntry
    if get_desk().suspects.pop(user_id) is not None:
        audit(AuditTag.PATRON_DUPLICATE_DISMISSED, user_id)


def pair_mark(one: Patron, other: Patron) -> str:
    """Token of these two people as the editor saw them."""
    texts = [
        (p.user_id, str(p.patron_class), p.person.to_texts()) for p in (one, other)
    ]
    return digest(json.dumps(sorted(texts, key=itemgetter(0))))


def check_pair(one_id: str, other_id: str, seen: str) -> tuple[Patron, Patron]:
    """Two patrons who may be the same person, if the current editor may settle it.

    Raises StaleEntry, OwnEntry, ConflictOfInterest.
    """
    one, other = get_directory().get(one_id), get_directory().get(other_id)
    if one is None or other is None or other not in find_duplicates(one):
        raise StaleEntry
    if is_about_me(one) or is_about_me(other):
        raise OwnEntry
    if am_recused(one_id) or am_recused(other_id):
        raise ConflictOfInterest
    if seen != pair_mark(one, other):
        raise StaleEntry
    return one, other


def distinguish(one_id: str, other_id: str, seen: str) -> None:
    """Record that two patrons are different people, and stop showing them as similar.

    Raises what check_pair raises.
    """
    one, other = check_pair(one_id, other_id, seen)
    tell_apart(one, other)
    for patron in (one, other):
        if not find_duplicates(patron):
            get_desk().suspects.pop(patron.user_id)
        index_applications_of(patron.user_id)
    audit(AuditTag.PATRONS_TOLD_APART, one_id, other=other_id)


@adapter(PatronRemoved)
def forget_with_patron(event: PatronRemoved) -> None:
    """Remove a former patron from the list, and others left without duplicates."""
    suspects = get_desk().suspects
    suspects.pop(event.user_id)
    for other in find_duplicates(event.patron) if event.patron else ():
        if other.user_id in suspects and not find_duplicates(other):
            suspects.pop(other.user_id)
