"""Base of the services of the counter."""

from ndl.registration.counter.find import get_patron
from ndl.registration.patrons.duplicates import find_duplicates
from ndl.registration.patrons.errors import UnknownPatron
from ndl.registration.patrons.patron import Patron
from ndl.registration.review.queue import applications_of
from ndl.registration.review.states import state_of
from ndl.registration.services.patron import AccountService
from ndl.registration.web.fresh import current_needs_code
from typing import Any
from zope.interface import implementer
from zope.publisher.interfaces import IPublishTraverse
from ZPublisher.HTTPRequest import HTTPRequest


@implementer(IPublishTraverse)
class CounterService(AccountService):
    """A service at `@counter-…/ID`; sensitive ones need a fresh code."""

    is_sensitive = True
    path: tuple[str, ...] = ()

    def publishTraverse(self, request: HTTPRequest, name: str) -> "CounterService":
        """Read the user ID from the URL."""
        self.path = (*self.path, name)
        return self

    @property
    def needs_fresh_code(self) -> bool:  # type: ignore[override]
        """Whether the officer must have entered a code recently."""
        return self.is_sensitive and current_needs_code()

    @property
    def patron(self) -> Patron:
        """The patron in the URL. Raises UnknownPatron."""
        if len(self.path) != 1:
            raise UnknownPatron
        return get_patron(self.path[0])

    def respond(self) -> Any:
        """Answer for the patron in the URL."""
        return self.answer(self.patron)

    def answer(self, patron: Patron) -> Any:
        """Act for the patron, and return the body of the response."""
        raise NotImplementedError

    def describe(self, patron: Patron) -> dict[str, Any]:
        """All data of a patron that the officer sees."""
        until = patron.initial_password_until
        return {
            **self.summarize(patron),
            **patron.person.to_plain(),
            "phone_is_fax": patron.phone_is_fax,
            "email": patron.email,
            "card": patron.card,
            "registered": patron.registered_at.isoformat(),
            "valid_until": patron.valid_until.isoformat(),
            "initial_password_until": until.isoformat() if until else None,
            "applications": [
                {
                    "number": one.getId(),
                    "state": str(state_of(one)),
                    "submitted": one.submitted_at.isoformat(),
                }
                for one in applications_of(patron.user_id)
            ],
            "perhaps_same": [other.user_id for other in find_duplicates(patron)],
        }

    def summarize(self, patron: Patron) -> dict[str, Any]:
        """Summary of a patron for lists."""
        return {
            "@id": f"{self.context.absolute_url()}/@counter-patrons/{patron.user_id}",
            "user_id": patron.user_id,
            "user_type": patron.patron_class.value,
            "name": patron.full_name,
            "kana": f"{patron.family_kana} {patron.given_kana}".strip(),
            "birth_date": patron.birth_date.isoformat(),
            "is_expired": patron.is_expired,
        }
