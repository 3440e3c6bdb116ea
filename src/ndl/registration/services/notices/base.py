"""Base of the services for notices by staff."""

from collections.abc import Mapping
from datetime import date
from ndl.registration.errors import DomainError
from ndl.registration.folding import PAGE_LENGTH
from ndl.registration.notices.board import get_board
from ndl.registration.notices.write import NoticeFaulty
from ndl.registration.notices.write import NoticeUnknown
from ndl.registration.notices.write import Proposal
from ndl.registration.notices.written import WrittenNotice
from ndl.registration.services.body import Malformed
from ndl.registration.services.body import text_in
from ndl.registration.services.body import texts_in
from ndl.registration.services.patron import AccountService
from ndl.registration.web.fresh import current_needs_code
from typing import Any
from zope.interface import implementer
from zope.publisher.interfaces import IPublishTraverse
from ZPublisher.HTTPRequest import HTTPRequest


@implementer(IPublishTraverse)
class NoticesService(AccountService):
    """A service at `@notices` or `@notices/ID`; a change needs a fresh code."""

    changes = True

    def __init__(self, context: Any, request: HTTPRequest) -> None:
        super().__init__(context, request)
        self.path: tuple[str, ...] = ()

    def publishTraverse(self, request: HTTPRequest, name: str) -> "NoticesService":
        """Read the ID from the URL."""
        self.path = (*self.path, name)
        return self

    @property
    def needs_fresh_code(self) -> bool:  # type: ignore[override]
        """Whether the service changes something, and the user logs in with codes."""
        return self.changes and current_needs_code()

    def refuse(
        self, error: DomainError, fields: Mapping[str, str] | None = None
    ) -> dict[str, Any]:
        """The answer for a refusal, with the messages by field."""
        if isinstance(error, NoticeFaulty):
            fields = error.problems_by_field
        return super().refuse(error, fields)

    @property
    def notice_id(self) -> str:
        """The ID in the URL. Raises NoticeUnknown."""
        if len(self.path) != 1:
            raise NoticeUnknown
        return self.path[0]

    def describe(self, notice: WrittenNotice) -> dict[str, Any]:
        """A notice with both languages, in the members that POST takes."""
        wording, audience = notice.wording, notice.audience
        mailing = get_board().mailings.get(notice.notice_id)
        return {
            "@id": f"{self.context.absolute_url()}/@notices/{notice.notice_id}",
            "id": notice.notice_id,
            "titles": dict(wording.titles),
            "texts": dict(wording.texts),
            "begins": wording.begins.isoformat(),
            "ends": wording.ends.isoformat(),
            "user_id": audience.user_id,
            "patron_class": audience.patron_class,
            "living": audience.living,
            "by_mail": notice.by_mail,
            "mails_sent": None if mailing is None else mailing.sent,
            "author": notice.author,
            "created": notice.created.isoformat(),
            "edition": notice.edition,
            "is_shown": notice.is_shown,
            "withdrawn": notice.withdrawn,
        }


def proposal_of(body: Mapping[str, Any]) -> Proposal:
    """The notice in the body of a request. Raises Malformed."""
    return Proposal(
        titles=_texts(body.get("titles", {})),
        texts=_texts(body.get("texts", {})),
        begins=_day(body.get("begins")),
        ends=_day(body.get("ends")),
    )


def text_of(body: Mapping[str, Any], name: str) -> str:
    """A text member of the body, empty if missing. Raises Malformed."""
    return text_in(body.get(name) or "", PAGE_LENGTH)


def _texts(value: object) -> dict[str, str]:
    if isinstance(value, dict):
        value = {language: text or "" for language, text in value.items()}
    return texts_in(value, PAGE_LENGTH)


def _day(value: object) -> date | None:
    """The day; None if missing, which the use case refuses."""
    if value is None:
        return None
    try:
        return date.fromisoformat(str(value))
    except ValueError as error:
        raise Malformed from error
