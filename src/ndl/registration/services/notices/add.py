"""POST @notices: a notice is published."""

from collections.abc import Mapping
from enum import StrEnum
from ndl.registration.notices.write import write_notice
from ndl.registration.notices.written import Audience
from ndl.registration.notices.written import Living
from ndl.registration.patrons.patron import PatronClass
from ndl.registration.services.body import Malformed
from ndl.registration.services.notices.base import NoticesService
from ndl.registration.services.notices.base import proposal_of
from ndl.registration.services.notices.base import text_of
from plone import api
from typing import Any
from typing import TypeVar


E = TypeVar("E", bound=StrEnum)


class NoticesPost(NoticesService):
    """Takes both languages, the days, the readers and `by_mail`."""

    def answer(self) -> dict[str, Any]:
        """201 and the notice."""
        body = self.body()
        by_mail = body.get("by_mail", False)
        if not isinstance(by_mail, bool):
            raise Malformed
        author = api.user.get_current().getId()
        proposal, audience = proposal_of(body), _audience(body)
        notice = write_notice(proposal, audience, author, by_mail=by_mail)
        self.request.response.setStatus(201)
        return self.describe(notice)


def _audience(body: Mapping[str, Any]) -> Audience:
    user_id = text_of(body, "user_id").strip()
    patron_class = _one_of(PatronClass, text_of(body, "patron_class"))
    living = _one_of(Living, text_of(body, "living"))
    if user_id and (patron_class or living):
        raise Malformed
    return Audience(user_id, patron_class, living)


def _one_of(kind: type[E], text: str) -> E | None:
    try:
        return kind(text) if text else None
    except ValueError as error:
        raise Malformed from error
