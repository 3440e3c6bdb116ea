"""Registered user cards: their holders, and which are blocked (R47, R158)."""

from dataclasses import dataclass
from ndl.registration import stores
from ndl.registration.folding import fold_plain
from ndl.registration.patrons.shards import ShardedTree
from ndl.registration.store_interfaces.patrons import ICards
from persistent import Persistent
from zope.component import getUtility
from zope.interface import implementer

import re


# The content of the barcodes on library cards.
_NUMBER = re.compile("[0-9A-Z]{4,32}")


@dataclass(frozen=True)
class Card:
    """A card given to a patron; a blocked card is never used again."""

    user_id: str
    blocked: bool = False


@implementer(ICards)
class Cards(Persistent):
    """Every card ever given, by its number."""

    def __init__(self) -> None:
        self._cards = ShardedTree(shards=64)

    def get(self, number: str) -> Card | None:
        """The card with exactly this number."""
        return self._cards.get(number)

    def give(self, number: str, user_id: str) -> None:
        """Record a card that has never been given before."""
        self._cards[number] = Card(user_id)

    def block(self, number: str, user_id: str) -> None:
        """Block the card; an empty user ID erases its holder."""
        self._cards[number] = Card(user_id, blocked=True)


def get_cards() -> Cards:
    """The cards of the current site."""
    return getUtility(ICards)


def fold_card(text: str) -> str:
    """A card number in its stored form, from typed or scanned text."""
    return fold_plain(text).replace(" ", "").replace("-", "").upper()


def is_card_number(number: str) -> bool:
    """Whether a folded text has the format of a card number."""
    return bool(_NUMBER.fullmatch(number))


stores.register(ICards, Cards)
