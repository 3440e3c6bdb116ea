"""Registered user cards: record, replace, block (R47, R158, R183)."""

from ndl.registration import _
from ndl.registration.counter.officer import Done
from ndl.registration.counter.officer import refuse_own
from ndl.registration.counter.officer import tell
from ndl.registration.errors import Code
from ndl.registration.errors import DomainError
from ndl.registration.events import audit
from ndl.registration.events import AuditTag
from ndl.registration.events import PatronRemoved
from ndl.registration.patrons.cards import fold_card
from ndl.registration.patrons.cards import get_cards
from ndl.registration.patrons.cards import is_card_number
from ndl.registration.patrons.patron import Patron
from zope.component import adapter


class CardInvalid(DomainError):
    """The text is not a card number."""

    code = Code.CARD_INVALID
    message = _("Scan the barcode of the card, or enter its 4 to 32 letters or digits.")


class CardTaken(DomainError):
    """The card was issued before, to this or another patron."""

    code = Code.CARD_TAKEN
    message = _("This card was given before, or was blocked. Please take another card.")


class CardMissing(DomainError):
    """The patron has no card to block."""

    code = Code.CARD_MISSING
    message = _("This patron has no card.")


def record_card(patron: Patron, number: str) -> None:
    """Record a card for the patron; a former card is blocked.

    Raises OwnAccount, CardInvalid, CardTaken, MailNotConfigured.
    """
    refuse_own(patron)
    wanted, former = fold_card(number), patron.card
    if not is_card_number(wanted):
        raise CardInvalid
    cards = get_cards()
    if cards.get(wanted) is not None:
        raise CardTaken
    tell(patron, Done.CARD_RECORDED)
    if former:
        cards.block(former, patron.user_id)
    cards.give(wanted, patron.user_id)
    patron.issue_card(wanted)
    audit(AuditTag.COUNTER_CARD_RECORDED, patron.user_id, replaced=bool(former))


def block_card(patron: Patron) -> None:
    """Block a card that was lost or is no longer wanted.

    Raises OwnAccount, CardMissing, MailNotConfigured.
    """
    refuse_own(patron)
    if not patron.card:
        raise CardMissing
    tell(patron, Done.CARD_BLOCKED)
    get_cards().block(patron.card, patron.user_id)
    patron.take_card()
    audit(AuditTag.COUNTER_CARD_BLOCKED, patron.user_id)


@adapter(PatronRemoved)
def forget_card(event: PatronRemoved) -> None:
    """Block the card of a removed patron, and erase its holder."""
    card = getattr(event.patron, "card", "")
    if card:
        get_cards().block(card, "")
