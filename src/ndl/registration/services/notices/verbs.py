"""`@notices`: notices to patrons, for the staff."""

from collections.abc import Mapping
from enum import StrEnum
from itertools import islice
from ndl.registration.current_user import current_user_id
from ndl.registration.notices.board import get_board
from ndl.registration.notices.write import change_notice
from ndl.registration.notices.write import find_notice
from ndl.registration.notices.write import withdraw_notice
from ndl.registration.notices.write import write_notice
from ndl.registration.notices.written import Audience
from ndl.registration.notices.written import Living
from ndl.registration.patrons.record import PatronClass
from ndl.registration.services.body import Malformed
from ndl.registration.services.notices.base import NoticesService
from ndl.registration.services.notices.base import proposal_of
from ndl.registration.services.notices.base import text_of
from typing import Any
from typing import TypeVar


PAGE_SIZE = 50


class NoticesGet(NoticesService):
    """All notices, newest first; `b_start` skips newer ones."""

    changes = False

    def respond(self) -> dict[str, Any]:
        """One notice, or a page of the list."""
        if self.path:
            return self.describe(find_notice(self.notice_id))
        text = str(self.request.form.get("b_start", "0"))
        start = int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 0
        found = list(islice(get_board().newest(), start, start + PAGE_SIZE + 1))
        url = f"{self.context.absolute_url()}/@notices"
        more = len(found) > PAGE_SIZE
        return {
            "@id": url,
            "items": [self.describe(notice) for notice in found[:PAGE_SIZE]],
            "next": f"{url}?b_start={start + PAGE_SIZE}" if more else None,
        }


E = TypeVar("E", bound=StrEnum)


class NoticesPost(NoticesService):
    """Takes the texts in both languages, the days, the audience and `by_mail`."""

    def respond(self) -> dict[str, Any]:
        """201 and the notice."""
        body = self.body()
        by_mail = body.get("by_mail", False)
        if not isinstance(by_mail, bool):
            raise Malformed
        author = current_user_id()
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


class NoticesPatch(NoticesService):
    """Takes the changed texts and days, and the `edition` that was read."""

    def respond(self) -> dict[str, Any]:
        """The changed notice; missing members stay unchanged."""
        body, notice = self.body(), find_notice(self.notice_id)
        edition = body.get("edition")
        if not isinstance(edition, int) or isinstance(edition, bool):
            raise Malformed
        wording = notice.wording
        merged = {
            "titles": _over(wording.titles, body.get("titles", {})),
            "texts": _over(wording.texts, body.get("texts", {})),
            "begins": body.get("begins", str(wording.begins)),
            "ends": body.get("ends", str(wording.ends)),
        }
        proposal = proposal_of(merged)
        return self.describe(change_notice(self.notice_id, edition, proposal))


def _over(known: Mapping[str, str], sent: object) -> dict[str, Any]:
    """The known texts, replaced by those that were sent. Raises Malformed."""
    if not isinstance(sent, dict):
        raise Malformed
    return {**known, **sent}


class NoticesDelete(NoticesService):
    """Withdraws a notice, and drops mails that were not sent yet."""

    def respond(self) -> Any:
        """204."""
        withdraw_notice(self.notice_id)
        return self.reply_no_content()
