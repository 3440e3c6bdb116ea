"""Actions for a patron: POST `@counter-…/ID`."""

from base64 import b64encode
from ndl.registration.counter.application import verify_in_person
from ndl.registration.counter.application import withdraw_for
from ndl.registration.counter.cards import block_card
from ndl.registration.counter.cards import record_card
from ndl.registration.counter.for_patron import change_email_for
from ndl.registration.counter.initial_password import give_initial_password
from ndl.registration.counter.slip import draw_slip
from ndl.registration.patrons.patron import Patron
from ndl.registration.services.body import text_in
from ndl.registration.services.counter.base import CounterService
from typing import Any


class CounterOfficial(CounterService):
    """@counter-official takes the `document` that was seen."""

    def answer(self, patron: Patron) -> dict[str, Any]:
        """The patron, who is now official."""
        verify_in_person(patron, text_in(self.body().get("document")))
        return self.describe(patron)


class CounterEmail(CounterService):
    """@counter-email takes the new `email` and the `document` that was seen."""

    def answer(self, patron: Patron) -> dict[str, Any]:
        """The patron with the new address."""
        change_email_for(patron, **self.texts(("email", "document")))
        return self.describe(patron)


class CounterPassword(CounterService):
    """@counter-password takes the `document` that was seen."""

    def answer(self, patron: Patron) -> dict[str, Any]:
        """The initial password, and its slip as a PDF in base64; neither is kept."""
        slip = give_initial_password(patron, text_in(self.body().get("document")))
        return {
            "user_id": slip.user_id,
            "password": slip.password,
            "until": slip.until.isoformat(),
            "slip": b64encode(draw_slip(slip)).decode("ascii"),
        }


class CounterWithdrawal(CounterService):
    """@counter-withdrawal takes the `document` that was seen."""

    def answer(self, patron: Patron) -> dict[str, Any]:
        """The patron, without an open application."""
        withdraw_for(patron, text_in(self.body().get("document")))
        return self.describe(patron)


class CounterCardPost(CounterService):
    """POST @counter-card takes the number of the `card`."""

    is_sensitive = False

    def answer(self, patron: Patron) -> dict[str, Any]:
        """The patron with the card."""
        record_card(patron, text_in(self.body().get("card")))
        return self.describe(patron)


class CounterCardDelete(CounterService):
    """DELETE @counter-card blocks the card."""

    is_sensitive = False

    def answer(self, patron: Patron) -> Any:
        """204."""
        block_card(patron)
        return self.reply_no_content()
