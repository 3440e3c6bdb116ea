"""GET @my-information: what is known of the patron, and what can be changed."""

from ndl.registration.account.change_data import IDENTITY
from ndl.registration.account.change_data import mark_of
from ndl.registration.account.change_data import open_fields
from ndl.registration.account.change_data import PHONE
from ndl.registration.declaration.declaration import Declaration
from ndl.registration.patrons.patron import Patron
from ndl.registration.patrons.person import FIELDS
from ndl.registration.services.patron import PatronService
from typing import Any


class MyInformationGet(PatronService):
    """The patron's data, in the members that PATCH takes."""

    def answer(self, patron: Patron) -> dict[str, Any]:
        """All of it."""
        return describe(patron, self.context.absolute_url())


def describe(patron: Patron, url: str) -> dict[str, Any]:
    """The patron's data; `seen` is to be sent back with a change.

    `changes` tells of each part whether it changes at once.
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
