"""Notices by staff: write, change, withdraw (R125, R126)."""

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import replace
from datetime import date
from datetime import timedelta
from ndl.registration import _
from ndl.registration.clock import now
from ndl.registration.clock import today
from ndl.registration.config import LANGUAGES
from ndl.registration.custom.words import safe_html
from ndl.registration.errors import Code
from ndl.registration.errors import DomainError
from ndl.registration.events import audit
from ndl.registration.events import AuditTag
from ndl.registration.folding import fold_user_id
from ndl.registration.folding import PAGE_LENGTH
from ndl.registration.notices.board import get_board
from ndl.registration.notices.board import Mailing
from ndl.registration.notices.mailing import mail_to
from ndl.registration.notices.written import Audience
from ndl.registration.notices.written import Wording
from ndl.registration.notices.written import WrittenNotice
from ndl.registration.patrons.directory import get_directory

import re


LONGEST_TITLE = 200
LONGEST_DAYS = 366
_TAG = re.compile(r"<[^>]*>|&nbsp;|\s")

TITLE_MISSING = _("Please enter a title.")
TITLE_TOO_LONG = _("The title is too long: 200 characters at the most.")
TEXT_MISSING = _("Please enter a text.")
TEXT_TOO_LONG = _("The text is too long.")
NO_PATRON = _("There is no patron with this user ID.")
DAY_MISSING = _("Please enter a day.")
ENDS_BEFORE = _("The last day must not be before the first one.")
ENDS_PAST = _("The last day has passed already.")
ENDS_LATE = _("A notice can be shown for a year at the most.")


class NoticeFaulty(DomainError):
    """Entries are missing or invalid; `problems` are messages by field."""

    code = Code.NOTICE_FAULTY
    message = _("Please correct what is marked.")

    def __init__(self, problems: Mapping[str, str]) -> None:
        super().__init__()
        self.problems_by_field = dict(problems)


class NoticeUnknown(DomainError):
    """There is no such notice, or it was withdrawn."""

    code = Code.UNKNOWN_NOTICE
    message = _("There is no such notice, or it has been withdrawn.")


class NoticeStale(DomainError):
    """The notice has been changed since the form was shown."""

    code = Code.STALE_NOTICE
    message = _("The notice was changed in the meantime. Please look at it again.")


@dataclass(frozen=True)
class Proposal:
    """Entries of a new or changed notice; days may be missing."""

    titles: Mapping[str, str]
    texts: Mapping[str, str]
    begins: date | None
    ends: date | None

    def wording(self) -> Wording:
        """The wording to store, with active content removed from the texts."""
        titles = {name: self.titles.get(name, "").strip() for name in LANGUAGES}
        texts = {name: safe_html(self.texts.get(name, "")) for name in LANGUAGES}
        return Wording(titles, texts, self.begins or today(), self.ends or today())


def write_notice(
    proposal: Proposal, audience: Audience, author: str, *, by_mail: bool = False
) -> WrittenNotice:
    """Publish a notice. Raises NoticeFaulty, MailNotConfigured.

    A mail to one patron is sent after the commit if the notice is shown today; others
    are sent by `send_mails`, which the command `send-notices` calls.
    """
    audience = replace(audience, user_id=fold_user_id(audience.user_id))
    problems = problems_of(proposal)
    if audience.user_id and audience.user_id not in get_directory():
        problems["user_id"] = NO_PATRON
    if problems:
        raise NoticeFaulty(problems)
    board, wording = get_board(), proposal.wording()
    notice = WrittenNotice(
        board.new_id(), wording, audience, author, now(), by_mail=by_mail
    )
    board.put(notice)
    _audit(AuditTag.NOTICE_WRITTEN, notice, by_mail=by_mail)
    if by_mail and audience.user_id and notice.is_shown:
        mail_to(get_directory()[audience.user_id], notice)
    elif by_mail:
        board.mailings[notice.notice_id] = Mailing()
    return notice


def change_notice(notice_id: str, edition: int, proposal: Proposal) -> WrittenNotice:
    """Change the wording of a notice, which becomes unread for all readers.

    No further mail is sent. Raises NoticeUnknown, NoticeStale, NoticeFaulty.
    """
    notice = find_notice(notice_id)
    if notice.edition != edition:
        raise NoticeStale
    problems = problems_of(proposal)
    if problems:
        raise NoticeFaulty(problems)
    changed = replace(notice, wording=proposal.wording(), edition=edition + 1)
    get_board().put(changed)
    _audit(AuditTag.NOTICE_CHANGED, changed)
    return changed


def withdraw_notice(notice_id: str) -> None:
    """Withdraw a notice; mails that were not sent yet are dropped.

    Raises NoticeUnknown.
    """
    notice, board = find_notice(notice_id), get_board()
    board.put(replace(notice, withdrawn=True))
    board.mailings.pop(notice_id, None)
    _audit(AuditTag.NOTICE_WITHDRAWN, notice)


def find_notice(notice_id: str) -> WrittenNotice:
    """A notice that is not withdrawn. Raises NoticeUnknown."""
    notice = get_board().get(notice_id)
    if notice is None or notice.withdrawn:
        raise NoticeUnknown
    return notice


def problems_of(proposal: Proposal) -> dict[str, str]:
    """Validation errors by field."""
    problems = {}
    for language in LANGUAGES:
        title = proposal.titles.get(language, "").strip()
        text = proposal.texts.get(language, "")
        if not title or len(title) > LONGEST_TITLE:
            problems[f"title_{language}"] = TITLE_TOO_LONG if title else TITLE_MISSING
        if len(text) > PAGE_LENGTH:
            problems[f"text_{language}"] = TEXT_TOO_LONG
        elif not _TAG.sub("", safe_html(text)):
            problems[f"text_{language}"] = TEXT_MISSING
    return problems | _problems_of_days(proposal.begins, proposal.ends)


def _problems_of_days(begins: date | None, ends: date | None) -> dict[str, str]:
    if begins is None or ends is None:
        days = {"begins": begins, "ends": ends}
        return {name: DAY_MISSING for name, day in days.items() if day is None}
    if ends < begins:
        return {"ends": ENDS_BEFORE}
    if ends < today():
        return {"ends": ENDS_PAST}
    if ends - max(begins, today()) > timedelta(days=LONGEST_DAYS):
        return {"ends": ENDS_LATE}
    return {}


def _audit(tag: AuditTag, notice: WrittenNotice, **details: object) -> None:
    audience = notice.audience
    audit(
        tag,
        audience.user_id,
        notice=notice.notice_id,
        patron_class=audience.patron_class or "",
        living=audience.living or "",
        **details,
    )
