"""GET and POST @own-patron-ids: what editors record of themselves."""

from ndl.registration.services.body import Malformed
from ndl.registration.services.patron import AccountService
from ndl.registration.staff.patron_ids import Holder
from ndl.registration.staff.patron_ids import my_patron_ids
from ndl.registration.staff.patron_ids import record_mine
from ndl.registration.staff.patron_ids import Relation
from typing import Any


class OwnGet(AccountService):
    """Their own patron IDs, and those of persons on whom others decide."""

    def respond(self) -> dict[str, Any]:
        """Both lists."""
        return described(my_patron_ids())


class OwnAdd(AccountService):
    """Takes a `patron_id` and its `relation`."""

    def respond(self) -> dict[str, Any]:
        """Record it; both lists as they are then."""
        texts = self.texts(("patron_id", "relation"))
        record_mine(texts["patron_id"], relation_in(texts["relation"]))
        return described(my_patron_ids())


def described(holder: Holder) -> dict[str, Any]:
    """What is recorded of an account."""
    return {
        "user_id": holder.user_id,
        "own": list(holder.own),
        "close": list(holder.close),
    }


def relation_in(text: str) -> Relation:
    """A relation by its name. Raises Malformed."""
    try:
        return Relation(text)
    except ValueError as error:
        raise Malformed from error
