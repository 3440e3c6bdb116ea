"""Base of the services for the library's own texts and tables."""

from collections.abc import Callable
from ndl.registration import _
from ndl.registration.errors import Code
from ndl.registration.errors import DomainError
from ndl.registration.folding import PAGE_LENGTH
from ndl.registration.services.body import text_in
from ndl.registration.services.body import texts_in
from ndl.registration.services.errors import refuse_stale_code
from ndl.registration.services.patron import AccountService
from ndl.registration.settings import settings
from typing import Any
from zope.interface import implementer
from zope.publisher.interfaces import IPublishTraverse
from ZPublisher.HTTPRequest import HTTPRequest


UNKNOWN = _("There is no entry of this name.")


@implementer(IPublishTraverse)
class WordsService(AccountService):
    """A service at `@name/part/part`, for managers of the add-on.

    If staff log in with a code, changes need a fresh one, as on the pages.
    """

    def __init__(self, context: Any, request: HTTPRequest) -> None:
        super().__init__(context, request)
        self.path: tuple[str, ...] = ()

    def publishTraverse(self, request: HTTPRequest, name: str) -> "WordsService":
        """Read the next part of the URL."""
        self.path = (*self.path, name)
        return self

    def change(self, write: Callable[[], object]) -> Any:
        """Run `write` and answer 204; refuse if a required fresh code is missing."""
        stale = refuse_stale_code(self.request) if settings().staff_code else None
        if stale is not None:
            return stale
        write()
        return self.reply_no_content()

    def text(self, data: dict[str, Any], name: str) -> str:
        """A text member of the body, empty if missing. Raises Malformed."""
        return text_in(data.get(name, ""), PAGE_LENGTH)

    def by_language(self, data: dict[str, Any], name: str) -> dict[str, str]:
        """Texts by language in a member, empty if missing. Raises Malformed."""
        return texts_in(data.get(name, {}), PAGE_LENGTH)


class Unknown(DomainError):
    """There is no entry under this URL."""

    code = Code.NOT_FOUND
    message = UNKNOWN
