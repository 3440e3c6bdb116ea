"""The registered user cards: whose each is, and which are blocked (R47, R158)."""

from dataclasses import dataclass
from ndl.registration import stores
from ndl.registration.folding import fold_plain
from ndl.registration.patrons.shards import ShardedTree
from ndl.registration.store_interfaces.patrons import ICards
from persistent import Persistent
from zope.component import getUtility
from zope.interface import implementer

import re


# What the barcodes of library cards hold.
_NUMBER = re.compile("[0-9A-Z]{4,32}")


@dataclass(frozen=True)
class Card:
    """A card that was given to a patron; a blocked one is never used again."""

    user_id: str
    blocked: bool = False


@implementer(ICards)
class Cards(Persistent):
    """Every card that was ever given, by its number."""

    def __init__(self) -> None:
        self._cards = ShardedTree(shards=64)

    def get(self, number: str) -> Card | None:
        """The card with exactly this number."""
        return self._cards.get(number)

    def give(self, number: str, user_id: str) -> None:
        """Record a card that was never issued before."""
        self._cards[number] = Card(user_id)

    def block(self, number: str, user_id: str) -> None:
        """Block the card; without a user ID its holder is forgotten."""
        self._cards[number] = Card(user_id, blocked=True)


def get_cards() -> Cards:
    """The cards of the current site."""
    return getUtility(ICards)


def fold_card(text: str) -> str:
    """A card number as it is stored, however it was typed or read."""
    return fold_plain(text).replace(" ", "").replace("-", "").upper()


def is_card_number(number: str) -> bool:
    """Whether a folded text can be the number of a card."""
    return bool(_NUMBER.fullmatch(number))


stores.register(ICards, Cards)
