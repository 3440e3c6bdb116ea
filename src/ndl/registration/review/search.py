"""Search for applications by number, name, telephone number or e-mail."""

from ndl.registration.declaration.fold import NotUnderstood
from ndl.registration.declaration.fold import parse_phone
from ndl.registration.folding import fold_code
from ndl.registration.folding import fold_user_id
from ndl.registration.patrons.directory import get_directory
from ndl.registration.review.desk import get_desk
from ndl.registration.review.entry import IndexEntry
from ndl.registration.review.index import get_index
from ndl.registration.review.numbers import DATE_LENGTH
from ndl.registration.settings import settings


FOUND = 50


def find_by_text(text: str) -> list[IndexEntry]:
    """The entries with this number, user ID, name, reading, telephone or e-mail.

    The beginning of a name or address suffices. At most FOUND, the oldest first.
    """
    index, desk = get_index(), get_desk()
    typed = text.strip()
    numbers = {*_numbers_in(typed), *index.find_words(typed, FOUND)}
    numbers |= set(index.find_phone(_phone_in(typed), FOUND))
    user_ids = {fold_user_id(typed)}
    if typed:
        user_ids |= {patron.user_id for patron in get_directory().search(typed, FOUND)}
    for user_id in user_ids:
        numbers |= set(desk.ids_of(user_id))
    known = (index.get(number) for number in numbers)
    found = [entry for entry in known if entry is not None]
    return sorted(found, key=lambda entry: entry.moment)[:FOUND]


def _numbers_in(text: str) -> set[str]:
    """Application numbers in the text, in any width, with or without hyphen."""
    plain = fold_code(text).upper()
    return {plain, f"{plain[:-DATE_LENGTH]}-{plain[-DATE_LENGTH:]}"}


def _phone_in(text: str) -> str:
    try:
        return parse_phone(text, settings().home_country)
    except NotUnderstood:
        return ""
