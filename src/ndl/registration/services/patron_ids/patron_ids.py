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
    """The user's own patron IDs, and those of people close to the user."""

    def respond(self) -> dict[str, Any]:
        """Both lists."""
        return described(my_patron_ids())


class OwnAdd(AccountService):
    """Takes a `patron_id` and its `relation`."""

    def respond(self) -> dict[str, Any]:
        """Record the patron ID; both lists after the change."""
        texts = self.texts(("patron_id", "relation"))
        record_mine(texts["patron_id"], relation_in(texts["relation"]))
        return described(my_patron_ids())


def described(holder: Holder) -> dict[str, Any]:
    """The patron IDs recorded for an account."""
    return {
        "user_id": holder.user_id,
        "own": list(holder.own),
        "close": list(holder.close),
    }


def relation_in(text: str) -> Relation:
    """The relation of this name. Raises Malformed."""
    try:
        return Relation(text)
    except ValueError as error:
        raise Malformed from error


class StaffGet(AccountService):
    """Accounts that can see applications, and others with recorded patron IDs."""

    def respond(self) -> dict[str, Any]:
        """The accounts with their patron IDs."""
        return {
            "@id": f"{self.context.absolute_url()}/@staff-patron-ids",
            "items": [described(holder) for holder in all_holders()],
        }


class StaffAdd(AccountService):
    """Takes the account `user_id`, a `patron_id` and its `relation`."""

    def respond(self) -> dict[str, Any]:
        """Record the patron ID; all IDs of the account after the change."""
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
        """Read the next part of the URL."""
        self.path = (*self.path, name)
        return self

    def respond(self) -> None:
        """204: the record is removed."""
        if len(self.path) != 3:
            raise NotFound("/".join(self.path))
        staff_id, relation, patron_id = self.path
        take_back(staff_id, patron_id, relation_in(relation))
        self.request.response.setStatus(204)
