"""@my-application: the patron's applications for official registration."""

from ndl.registration.account.application_steps import answer_question
from ndl.registration.account.application_steps import require_question
from ndl.registration.account.application_steps import withdraw_application
from ndl.registration.account.my_application import can_apply
from ndl.registration.account.my_application import my_applications
from ndl.registration.account.my_application import UnknownApplication
from ndl.registration.folding import PAGE_LENGTH
from ndl.registration.patrons.patron import Patron
from ndl.registration.review.duration import recent_days
from ndl.registration.services.body import pictures_in
from ndl.registration.services.body import text_in
from ndl.registration.services.my_account.described import describe
from ndl.registration.services.patron import PatronService
from typing import Any
from zope.interface import implementer
from zope.publisher.interfaces import IPublishTraverse
from ZPublisher.HTTPRequest import HTTPRequest


WITHDRAW, ANSWER = "withdraw", "answer"


class MyApplicationGet(PatronService):
    """All applications of the patron, the newest first."""

    def answer(self, patron: Patron) -> dict[str, Any]:
        """The applications, and whether a new one can be made."""
        found = my_applications(patron)
        return {
            "@id": f"{self.context.absolute_url()}/@my-application",
            "can_apply": can_apply(patron),
            "usual_days": recent_days(),
            "items": [describe(application, self.request) for application in found],
        }


@implementer(IPublishTraverse)
class MyApplicationPost(PatronService):
    """POST @my-application/NUMBER/withdraw withdraws an application.

    POST @my-application/NUMBER/answer answers a question of the library: it takes a
    `text`, and `pictures`, each with a `name` and its `data` in base64.
    """

    def __init__(self, context: Any, request: HTTPRequest) -> None:
        super().__init__(context, request)
        self._path: list[str] = []

    def publishTraverse(self, request: HTTPRequest, name: str) -> "MyApplicationPost":
        """Read number and step from the URL."""
        self._path.append(name)
        return self

    def answer(self, patron: Patron) -> dict[str, Any]:
        """The application after the step."""
        if len(self._path) != 2 or self._path[1] not in (WITHDRAW, ANSWER):
            raise UnknownApplication
        number, step = self._path
        if step == WITHDRAW:
            withdraw_application(patron, number)
        else:
            self._give(patron, number)
        found = next(a for a in my_applications(patron) if a.number == number)
        return describe(found, self.request)

    def _give(self, patron: Patron, number: str) -> None:
        # Check the URL before reading pictures, which counts against a limit.
        require_question(patron, number)
        body = self.body()
        text = text_in(body.get("text", ""), PAGE_LENGTH)
        sent = pictures_in(body.get("pictures", []), self.client)
        answer_question(patron, number, text, [one.picture for one in sent])
