"""Base of the services for notices of staff."""

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
from ndl.registration.services.body import read_body
from ndl.registration.services.body import text_in
from ndl.registration.services.body import texts_in
from ndl.registration.services.errors import refuse
from ndl.registration.services.errors import require_fresh_code
from ndl.registration.web.fresh import current_needs_code
from plone.protect.interfaces import IDisableCSRFProtection
from plone.restapi.services import Service
from typing import Any
from zope.interface import alsoProvides
from zope.interface import implementer
from zope.publisher.interfaces import IPublishTraverse
from ZPublisher.HTTPRequest import HTTPRequest


@implementer(IPublishTraverse)
class NoticesService(Service):
    """A service at `@notices` or `@notices/ID`; a change needs a fresh code."""

    changes = True

    def __init__(self, context: Any, request: HTTPRequest) -> None:
        super().__init__(context, request)
        self.path: tuple[str, ...] = ()

    def publishTraverse(self, request: HTTPRequest, name: str) -> "NoticesService":
        """Read the ID from the URL."""
        self.path = (*self.path, name)
        return self

    def reply(self) -> Any:
        """Answer, never from or into a cache."""
        self.request.response.setHeader("Cache-Control", "no-store, private")
        asks = self.changes and current_needs_code()
        stale = require_fresh_code(self.request) if asks else None
        if stale is not None:
            return stale
        alsoProvides(self.request, IDisableCSRFProtection)
        try:
            return self.answer()
        except NoticeFaulty as error:
            fields = error.problems_by_field
            return refuse(self.request, error.code, error.message, fields=fields)
        except DomainError as error:
            return refuse(self.request, error.code, error.message)

    def answer(self) -> Any:
        """The body of the response. A DomainError becomes a refusal."""
        raise NotImplementedError

    @property
    def notice_id(self) -> str:
        """The ID in the address. Raises NoticeUnknown."""
        if len(self.path) != 1:
            raise NoticeUnknown
        return self.path[0]

    def body(self) -> dict[str, Any]:
        """The JSON object that was sent. Raises Malformed."""
        return read_body(self.request)

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
    """A text, empty if it is not there. Raises Malformed."""
    return text_in(body.get(name) or "", PAGE_LENGTH)


def _texts(value: object) -> dict[str, str]:
    if isinstance(value, dict):
        value = {language: text or "" for language, text in value.items()}
    return texts_in(value, PAGE_LENGTH)


def _day(value: object) -> date | None:
    """The day, or None, which the use case refuses."""
    if value is None:
        return None
    try:
        return date.fromisoformat(str(value))
    except ValueError as error:
        raise Malformed from error
