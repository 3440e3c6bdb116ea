"""Base of the services for users' own accounts."""

from collections.abc import Iterable
from collections.abc import Mapping
from collections.abc import Sequence
from ndl.registration import _
from ndl.registration.browser.forms.request import batch_start
from ndl.registration.browser.forms.request import text_of
from ndl.registration.current_user import current_user_id
from ndl.registration.errors import Code
from ndl.registration.errors import DomainError
from ndl.registration.limits.client import Client
from ndl.registration.patrons.directory import get_directory
from ndl.registration.patrons.errors import UnknownPatron
from ndl.registration.patrons.patron import Patron
from ndl.registration.services.body import read_body
from ndl.registration.services.body import text_in
from ndl.registration.services.errors import refuse
from ndl.registration.services.errors import refuse_stale_code
from ndl.registration.services.errors import say
from ndl.registration.web.cookies import client_of
from ndl.registration.web.download import Download
from plone.protect.interfaces import IDisableCSRFProtection
from plone.restapi.serializer.converters import json_compatible
from plone.restapi.services import Service
from typing import Any
from zope.interface import alsoProvides

import json
import transaction


INVALID = _("Please correct what is marked.")


class AccountService(Service):
    """A service for the user who is logged in, patron or staff.

    Authentication has checked that requests with cookies are same-origin, so they
    cannot be forged. `needs_fresh_code` is for sensitive changes.
    """

    needs_fresh_code = False

    def reply(self) -> Any:
        """Answer the request; a DomainError becomes a refusal."""
        self.request.response.setHeader("Cache-Control", "no-store, private")
        alsoProvides(self.request, IDisableCSRFProtection)
        refused = refuse_stale_code(self.request) if self.needs_fresh_code else None
        if refused:
            return refused
        try:
            return self.respond()
        except DomainError as error:
            return self.refuse(error)

    def respond(self) -> Any:
        """The body of the response; a DomainError becomes a refusal."""
        raise NotImplementedError

    @property
    def user_id(self) -> str:
        """The ID of the current user; empty for visitors."""
        return current_user_id()

    @property
    def client(self) -> Client:
        """The client behind the request, by which use cases count."""
        return client_of(self.request)

    @property
    def batch_start(self) -> int:
        """Index of the first requested item."""
        return batch_start(self.request)

    def text_of(self, name: str) -> str:
        """The text of a parameter of the query string."""
        return text_of(self.request, name)

    def say(self, message: str) -> str:
        """The message in the language that the request asks for."""
        return say(self.request, message)

    def refuse(
        self, error: DomainError, fields: Mapping[str, str] | None = None
    ) -> dict[str, Any]:
        """The answer for a refusal; `fields` are messages by member of the body."""
        return refuse(self.request, error.code, error.message, fields=fields)

    def refuse_fields(
        self, problems: Mapping[str, str | Sequence[str]]
    ) -> dict[str, Any]:
        """The answer to invalid values, with messages by member of the body."""
        fields = {
            name: found if isinstance(found, str) else " ".join(map(self.say, found))
            for name, found in problems.items()
        }
        return refuse(self.request, Code.FIELDS_INVALID, INVALID, fields=fields)

    def body(self) -> dict[str, Any]:
        """The JSON object that was sent. Raises Malformed."""
        return read_body(self.request)

    def texts(self, names: Iterable[str]) -> dict[str, str]:
        """Required text members of the body. Raises Malformed."""
        body = self.body()
        return {name: text_in(body.get(name)) for name in names}


class AtomicService(AccountService):
    """A service that rolls back all changes of a request when it refuses it."""

    def refuse(
        self, error: DomainError, fields: Mapping[str, str] | None = None
    ) -> dict[str, Any]:
        """The answer for a refusal, with the transaction doomed."""
        transaction.doom()
        return super().refuse(error, fields)


class FileService(AccountService):
    """A service that answers with a file, or with a refusal as JSON."""

    def render(self) -> Any:
        """Render the response for the publisher."""
        self.check_permission()
        answer = self.reply()
        if isinstance(answer, Download):
            return answer
        self.request.response.setHeader("Content-Type", self.content_type)
        return json.dumps(json_compatible(answer), indent=2, sort_keys=True)


class PatronService(AccountService):
    """A service for the patron who is logged in."""

    def respond(self) -> Any:
        """Answer the patron."""
        return self.answer(self.patron)

    def answer(self, patron: Patron) -> Any:
        """The body of the response for the patron."""
        raise NotImplementedError

    @property
    def patron(self) -> Patron:
        """The current user. Raises UnknownPatron for staff."""
        patron = get_directory().get(self.user_id)
        if patron is None:
            raise UnknownPatron
        return patron
