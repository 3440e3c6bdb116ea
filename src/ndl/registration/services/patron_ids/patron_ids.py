"""Patron IDs of staff and conflicts of interest: @own-patron-ids, @staff-patron-ids."""

from ndl.registration.services.body import Malformed
from ndl.registration.services.patron import AccountService
from ndl.registration.staff.patron_ids import all_holders
from ndl.registration.staff.patron_ids import held_by
from ndl.registration.staff.patron_ids import Holder
from ndl.registration.staff.patron_ids import my_patron_ids
from ndl.registration.staff.patron_ids import record_for
from ndl.registration.staff.patron_ids import record_mine
from ndl.registration.staff.patron_ids import Relation
from ndl.registration.staff.patron_ids import take_back
from typing import Any
from typing import Self
from zExceptions import NotFound
from zope.interface import implementer
from zope.publisher.interfaces import IPublishTraverse
from ZPublisher.HTTPRequest import HTTPRequest


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
    """The identity recorded for an account."""
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


class StaffGet(AccountService):
    """The accounts that see applications, and all of which something is recorded."""

    def respond(self) -> dict[str, Any]:
        """All of them."""
        return {
            "@id": f"{self.context.absolute_url()}/@staff-patron-ids",
            "items": [described(holder) for holder in all_holders()],
        }


class StaffAdd(AccountService):
    """Takes the account `user_id`, a `patron_id` and its `relation`."""

    def respond(self) -> dict[str, Any]:
        """Record it; what is recorded of the account then."""
        texts = self.texts(("user_id", "patron_id", "relation"))
        relation = relation_in(texts["relation"])
        record_for(texts["user_id"], texts["patron_id"], relation)
        return described(held_by(texts["user_id"]))


@implementer(IPublishTraverse)
class StaffDelete(AccountService):
    """The path names the account, the relation and the patron ID."""

    def __init__(self, context: Any, request: HTTPRequest) -> None:
        super().__init__(context, request)
        self.path: tuple[str, ...] = ()

    def publishTraverse(self, request: HTTPRequest, name: str) -> Self:
        """Take a part of the path."""
        self.path = (*self.path, name)
        return self

    def respond(self) -> None:
        """Take it back."""
        if len(self.path) != 3:
            raise NotFound("/".join(self.path))
        staff_id, relation, patron_id = self.path
        take_back(staff_id, patron_id, relation_in(relation))
        self.request.response.setStatus(204)
