"""@my-application: the patron's applications for official registration."""

from datetime import date
from ndl.registration.account.my_application import answer_question
from ndl.registration.account.my_application import can_apply
from ndl.registration.account.my_application import my_applications
from ndl.registration.account.my_application import MyApplication
from ndl.registration.account.my_application import require_question
from ndl.registration.account.my_application import UnknownApplication
from ndl.registration.account.my_application import withdraw_application
from ndl.registration.browser.account.application import state_title
from ndl.registration.documents.errors import TooManyPictures
from ndl.registration.documents.intake import SLOTS
from ndl.registration.documents.intake import take_picture
from ndl.registration.documents.kinds import kind_title
from ndl.registration.limits.throttle import enforce_limit
from ndl.registration.limits.throttle import Limiter
from ndl.registration.patrons.patron import Patron
from ndl.registration.registration.steps import Aim
from ndl.registration.review.duration import recent_days
from ndl.registration.review.parts import TITLES
from ndl.registration.review.reasons import reason_titles
from ndl.registration.services.body import file_in
from ndl.registration.services.body import Malformed
from ndl.registration.services.body import text_in
from ndl.registration.services.errors import say
from ndl.registration.services.patron import PatronService
from ndl.registration.text import PAGE_LENGTH
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
    """POST @my-application/NUMBER/withdraw takes an application back.

    POST @my-application/NUMBER/answer gives what is asked for: a `text`, and
    `pictures`, each with a `name` and its `data` in base64.
    """

    def __init__(self, context: Any, request: HTTPRequest) -> None:
        super().__init__(context, request)
        self._path: list[str] = []

    def publishTraverse(self, request: HTTPRequest, name: str) -> "MyApplicationPost":
        """Read number and step from the URL."""
        self._path.append(name)
        return self

    def answer(self, patron: Patron) -> dict[str, Any]:
        """The application as it is afterwards."""
        if len(self._path) != 2 or self._path[1] not in (WITHDRAW, ANSWER):
            raise UnknownApplication
        number, step = self._path
        if step == WITHDRAW:
            withdraw_application(patron, number)
        else:
            self._give(patron, number, self.body())
        found = next(a for a in my_applications(patron) if a.number == number)
        return describe(found, self.request)

    def _give(self, patron: Patron, number: str, body: dict[str, Any]) -> None:
        sent = body.get("pictures", [])
        if not isinstance(sent, list):
            raise Malformed
        if len(sent) > len(SLOTS):
            raise TooManyPictures
        files = [file_in(one) for one in sent]
        text = text_in(body.get("text", ""), PAGE_LENGTH)
        require_question(patron, number)
        if files:
            enforce_limit(Limiter.PICTURES, self.client)
        pictures = [take_picture(name, data).picture for name, data in files]
        answer_question(patron, number, text, pictures)


def describe(application: MyApplication, request: HTTPRequest) -> dict[str, Any]:
    """An application for programs; titles are in the language of the request."""
    reasons = application.reasons
    titles = [say(request, title) for title in reason_titles(reasons)]
    return {
        "number": application.number,
        "state": str(application.state),
        "state_title": say(request, state_title(application.state)),
        "aim": (Aim.CHANGE if application.is_change else Aim.OFFICIAL).value,
        "is_open": application.is_open,
        "is_late": application.is_late,
        "can_withdraw": application.can_withdraw,
        "submitted": application.submitted.isoformat(),
        "due": application.due.isoformat(),
        "decided": application.decided.isoformat() if application.decided else None,
        "question": application.question,
        "answer_by": _day(application.answer_by),
        "document": {
            "kind": application.kind,
            "title": say(request, kind_title(application.kind)),
            "pictures": application.pictures,
        },
        "reasons": [
            {"name": name, "title": title}
            for name, title in zip(reasons, titles, strict=True)
        ],
        "note": application.note,
        "to_correct": [
            {"name": part.value, "title": say(request, TITLES[part])}
            for part in application.parts
        ],
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
