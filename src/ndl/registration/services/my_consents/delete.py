"""DELETE @my-consents/NAME: the patron withdraws the consent to a service."""

from ndl.registration.library.consent import UnknownService
from ndl.registration.library.consent import withdraw_consent
from ndl.registration.patrons.patron import Patron
from ndl.registration.services.patron import PatronService
from typing import Any
from zope.interface import implementer
from zope.publisher.interfaces import IPublishTraverse
from ZPublisher.HTTPRequest import HTTPRequest


@implementer(IPublishTraverse)
class MyConsentsDelete(PatronService):
    """The name of the service is the last part of the address."""

    def __init__(self, context: Any, request: HTTPRequest) -> None:
        super().__init__(context, request)
        self._path: list[str] = []

    def publishTraverse(self, request: HTTPRequest, name: str) -> "MyConsentsDelete":
        """Take the name from the address."""
        self._path.append(name)
        return self

    def answer(self, patron: Patron) -> Any:
        """204; a consent that is not there is not found."""
        if len(self._path) != 1 or not withdraw_consent(patron, self._path[0]):
            raise UnknownService
        return self.reply_no_content()
