"""The keys of the directory's indexes by person and by name."""

from datetime import date
from ndl.registration.patrons.names import fold_name
from ndl.registration.patrons.patron import Patron


def person_key(birth_date: date, name: str) -> str:
    """The key of a birth date and a name, family name first."""
    return f"{birth_date.isoformat()} {fold_name(name)}"


def phone_key(phone: str) -> str:
    """The key of a telephone number."""
    return f"phone {phone}"


def person_keys(patron: Patron) -> set[str]:
    """The name as written and as read, each with the birth date; the number."""
    born = patron.birth_date
    names = (
        patron.family_name + patron.given_name,
        patron.family_kana + patron.given_kana,
    )
    keys = {person_key(born, name) for name in names if name}
    return keys | {phone_key(patron.phone)} if patron.phone else keys


def name_keys(patron: Patron) -> set[str]:
    """The name in either order and its reading, each with the user ID."""
    names = (
        patron.family_name + patron.given_name,
        patron.given_name + patron.family_name,
        patron.family_kana + patron.given_kana,
    )
    return {f"{fold_name(name)} {patron.user_id}" for name in names if name.strip()}
