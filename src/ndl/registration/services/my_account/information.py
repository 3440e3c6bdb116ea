"""GET and PATCH @my-information: the patron's data, and immediate changes."""

from ndl.registration.account.change_data import change_data
from ndl.registration.account.change_data import mark_of
from ndl.registration.account.change_data import open_fields
from ndl.registration.account.change_data import PHONE
from ndl.registration.declaration.declaration import Declaration
from ndl.registration.declaration.declaration import declared_by
from ndl.registration.declaration.validation import find_problems
from ndl.registration.patrons.errors import BirthDateFixed
from ndl.registration.patrons.patron import Patron
from ndl.registration.patrons.person import FIELDS
from ndl.registration.patrons.person import IDENTITY
from ndl.registration.services.body import Malformed
from ndl.registration.services.errors import refuse_stale_code
from ndl.registration.services.my_account.values import complete
from ndl.registration.services.my_account.values import LANGUAGE
from ndl.registration.services.my_account.values import variant_for
from ndl.registration.services.patron import PatronService
from ndl.registration.settings.constraints import is_text
from typing import Any


class MyInformationGet(PatronService):
    """The patron's data, in the members that PATCH takes."""

    def answer(self, patron: Patron) -> dict[str, Any]:
        """The data."""
        return describe(patron, self.context.absolute_url())


def describe(patron: Patron, url: str) -> dict[str, Any]:
    """The patron's data; clients send `seen` back with a change.

    `changes` tells for each part whether it can be changed without an application.
    """
    opened = open_fields(patron)
    return {
        "@id": f"{url}/@my-information",
        "user_id": patron.user_id,
        "user_type": patron.patron_class.value,
        "valid_until": patron.valid_until.isoformat(),
        "lives_in": Declaration.from_patron(patron).variant.lives_in.value,
        **patron.person.to_plain(),
        "phone_is_fax": patron.phone_is_fax,
        "seen": mark_of(patron),
        "changes": {
            "identity": opened >= IDENTITY,
            "phone": opened >= PHONE,
            "language": True,
            "birth_date": "birth_date" in opened & set(FIELDS),
        },
    }


_HARMLESS = {*LANGUAGE, "seen"}


class MyInformationPatch(PatronService):
    """Takes the members that GET shows; `seen` detects changes made meanwhile.

    Without `seen` there is no such check.
    """

    def answer(self, patron: Patron) -> dict[str, Any]:
        """The changed data, or a refusal; then nothing was changed."""
        body = self.body()
        if body.keys() - _HARMLESS:
            refused = refuse_stale_code(self.request)
            if refused:
                return refused
        if "birth_date" in body and body["birth_date"] != str(patron.birth_date):
            fixed = BirthDateFixed()
            return self.refuse(fixed, {"birth_date": fixed.message})
        body.pop("birth_date", None)
        return self._change(patron, body)

    def _change(self, patron: Patron, body: dict[str, Any]) -> dict[str, Any]:
        variant = variant_for(body, patron)
        seen = body.get("seen", mark_of(patron))
        if not is_text(seen):
            raise Malformed
        values, problems = complete(body, patron, variant)
        country = {"country": patron.residence.country}
        between = find_problems({**country, **values}, variant, patron.email)
        if between or problems:
            return self.refuse_fields({**between, **problems})
        change_data(patron, declared_by(patron.person, values, variant), seen)
        return describe(patron, self.context.absolute_url())
