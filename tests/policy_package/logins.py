from dataclasses import replace
from ndl.registration.interfaces import IAccountSource
from ndl.registration.interfaces import IDeliveryChannel
from ndl.registration.interfaces import IPasswordRule
from ndl.registration.interfaces import IScanner
from ndl.registration.interfaces import IUserIdRule
from ndl.registration.login.sources import PatronSource
from zope.interface import implementer

import secrets


@implementer(IAccountSource)
class CardSource(PatronSource):
    """Patrons who log in with the number of their library card."""

    cards: dict[str, str] = {}

    def find(self, login):
        return self.get(self.cards.get(login, ""))

    def get(self, user_id):
        found = super().get(user_id)
        return found and replace(found, source="cards")


@implementer(IDeliveryChannel)
class Pager:
    title = "Authentication code by pager"
    page = ""
    needs = ""
    codes: list[str] = []

    def serves(self, identity):
        return True

    def recipient(self, identity):
        return "your pager"

    def told(self, identity):
        return "The code was sent to your pager."

    def send(self, identity, code):
        self.codes.append(code)

    def tell_of_address(self, identity, masked):
        pass


@implementer(IScanner)
class Scanner:
    def scan(self, data):
        return "Red picture" if b"RED" in data else ""

    def is_ready(self):
        return True


@implementer(IPasswordRule)
class NoYears:
    def problems(self, password, context):
        return ["Leave the year out."] if "2026" in password else []


@implementer(IUserIdRule)
class CardNumbers:
    def new(self):
        return f"K{secrets.randbelow(10**7):07d}"

    def may_begin(self, text):
        return text.startswith("K")


CARDS = CardSource()
PAGER = Pager()
SCANNER = Scanner()
NO_YEARS = NoYears()
CARD_NUMBERS = CardNumbers()
