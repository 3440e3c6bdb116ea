"""The correction of names and date of birth: POST `@counter-correction/ID`."""

from ndl.registration.account.change_data import mark_of
from ndl.registration.counter.identity import correct_identity
from ndl.registration.counter.identity import CORRECTED
from ndl.registration.declaration.declaration import Declaration
from ndl.registration.declaration.validation import find_problems
from ndl.registration.patrons.patron import Patron
from ndl.registration.services.body import text_in
from ndl.registration.services.counter.base import CounterService
from ndl.registration.services.my_account.values import read_values
from typing import Any


class CounterCorrection(CounterService):
    """@counter-correction takes names and `birth_date`, `document` and `reason`.

    Names that are not sent stay unchanged.
    """

    def answer(self, patron: Patron) -> dict[str, Any]:
        """The corrected patron, or validation errors."""
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
