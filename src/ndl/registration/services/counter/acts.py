"""Actions for a patron: POST `@counter-…/ID`."""

from base64 import b64encode
from ndl.registration.account.change_data import mark_of
from ndl.registration.counter.cards import block_card
from ndl.registration.counter.cards import record_card
from ndl.registration.counter.for_patron import change_email_for
from ndl.registration.counter.for_patron import withdraw_for
from ndl.registration.counter.identity import correct_identity
from ndl.registration.counter.identity import CORRECTED
from ndl.registration.counter.identity import verify_in_person
from ndl.registration.counter.initial_password import give_initial_password
from ndl.registration.counter.slip import draw_slip
from ndl.registration.declaration.declaration import Declaration
from ndl.registration.declaration.problems import find_problems
from ndl.registration.patrons.patron import Patron
from ndl.registration.services.body import text_in
from ndl.registration.services.counter.base import CounterService
from ndl.registration.services.my_account.values import read_values
from typing import Any


class CounterOfficial(CounterService):
    """@counter-official takes the `document` that was seen."""

    def answer(self, patron: Patron) -> dict[str, Any]:
        """The patron, who is official now."""
        verify_in_person(patron, text_in(self.body().get("document")))
        return self.describe(patron)


class CounterCorrection(CounterService):
    """@counter-correction takes names and `birth_date`, `document` and `reason`.

    What is not sent of the names stays.
    """

    def answer(self, patron: Patron) -> dict[str, Any]:
        """The patron as corrected, or what is wrong."""
        body, declared = self.body(), Declaration.from_patron(patron)
        variant = declared.variant
        names = (*variant.names, "birth_date")
        fields = {name: variant.schema[name] for name in names}
        values, problems = read_values(fields, declared.to_form() | body)
        between = find_problems(values, variant, patron.email)
        if between or problems:
            return self.refuse_fields({**between, **problems})
        correct_identity(
            patron,
            variant.read_names(values),
            values["birth_date"],
            text_in(body.get("document")),
            text_in(body.get("reason")),
            text_in(body.get("seen", mark_of(patron, CORRECTED))),
        )
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
        """The initial password, and its slip as a PDF in base64; both once."""
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
        """The patron without an application that waits."""
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
