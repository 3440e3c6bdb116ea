"""Finding a patron at the counter; each search and view is audited."""

from ndl.registration.declaration.fold import NotUnderstood
from ndl.registration.declaration.fold import parse_phone
from ndl.registration.events import audit
from ndl.registration.events import AuditTag
from ndl.registration.folding import fold_user_id
from ndl.registration.patrons.cards import fold_card
from ndl.registration.patrons.cards import get_cards
from ndl.registration.patrons.directory import get_directory
from ndl.registration.patrons.errors import UnknownPatron
from ndl.registration.patrons.patron import Patron
from ndl.registration.settings import settings


# With more results, staff have to refine the search.
MOST = 20


def find_patrons(text: str) -> list[Patron]:
    """The patrons with this card or telephone number, or with data that begin so.

    The data are user ID, name, kana and email address. Returns up to MOST + 1
    patrons, to tell that there are more. The search text is not logged.
    """
    directory, wanted = get_directory(), text.strip()
    found: dict[str, Patron] = {}
    if wanted:
        exact = (*_by_card(wanted), *_by_phone(wanted))
        known = (directory.get(user_id) for user_id in exact)
        found = {patron.user_id: patron for patron in known if patron is not None}
        for patron in directory.search(wanted, MOST + 1):
            found.setdefault(patron.user_id, patron)
    shown = list(found.values())[: MOST + 1]
    audit(AuditTag.COUNTER_SEARCHED, found=[one.user_id for one in shown[:MOST]])
    return shown


def open_patron(user_id: str) -> Patron:
    """The patron whose data are about to be shown; audited. Raises UnknownPatron."""
    patron = get_patron(user_id)
    audit(AuditTag.COUNTER_VIEWED, patron.user_id)
    return patron


def get_patron(user_id: str) -> Patron:
    """The patron with this user ID, which is folded first. Raises UnknownPatron."""
    patron = get_directory().get(fold_user_id(user_id))
    if patron is None:
        raise UnknownPatron
    return patron


def _by_card(text: str) -> list[str]:
    """The user ID of the holder of a card, even if the card is blocked."""
    card = get_cards().get(fold_card(text))
    return [card.user_id] if card is not None else []


def _by_phone(text: str) -> list[str]:
    try:
        phone = parse_phone(text, settings().home_country)
    except NotUnderstood:
        return []
    return get_directory().find_same_phone(phone)
