"""Possible duplicates: patrons who may be the same person (R54, R152)."""

from ndl.registration.patrons.directory import get_directory
from ndl.registration.patrons.patron import Patron


def find_duplicates(patron: Patron) -> list[Patron]:
    """Other patrons who may be the same person, by user ID.

    They share the telephone number, or the birth date and either the name or its kana.
    Expired patrons do not count, as they may register anew, nor do patrons who were
    marked as distinct.
    """
    directory = get_directory()
    born = patron.birth_date
    ids = {
        *directory.find_same_person(born, patron.family_name + patron.given_name),
        *directory.find_same_person(born, patron.family_kana + patron.given_kana),
        *(directory.find_same_phone(patron.phone) if patron.phone else ()),
    }
    alike = ids - {patron.user_id} - patron.distinct_from
    others = (directory[user_id] for user_id in sorted(alike))
    return [other for other in others if not other.is_expired]


def tell_apart(one: Patron, other: Patron) -> None:
    """Mark two patrons permanently as distinct persons."""
    one.tell_apart_from(other.user_id)
    other.tell_apart_from(one.user_id)
