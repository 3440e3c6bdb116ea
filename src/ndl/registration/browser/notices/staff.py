"""The page `library-notices`: the notices written by staff."""

from itertools import islice
from ndl.registration import _
from ndl.registration.browser.dates import show_day
from ndl.registration.browser.forms.page import ActionPage
from ndl.registration.browser.languages import page_language
from ndl.registration.notices.board import get_board
from ndl.registration.notices.mailing import send_mails
from ndl.registration.notices.write import withdraw_notice
from ndl.registration.notices.written import Audience
from ndl.registration.notices.written import Living
from ndl.registration.notices.written import WrittenNotice
from ndl.registration.patrons.record import PatronClass
from ndl.registration.web.fresh import current_needs_code
from ndl.registration.web.fresh import demand_fresh_code
from typing import Any
from zope.i18nmessageid import Message


PAGE_SIZE = 50
CLASSES = {
    None: _("All types of registration"),
    PatronClass.SIMPLE: _("Simple registered users"),
    PatronClass.OFFICIAL: _("Official registered users"),
}
LIVING = {
    None: _("Wherever they live"),
    Living.AT_HOME: _("Residents of the country of the library"),
    Living.ABROAD: _("Residents of other countries"),
}
ONE = _("The patron ${user_id}")


def audience_words(audience: Audience) -> list[str]:
    """The audience of a notice, as messages."""
    if audience.user_id:
        return [Message(ONE, mapping={"user_id": audience.user_id})]
    return [CLASSES[audience.patron_class], LIVING[audience.living]]


class LibraryNotices(ActionPage):
    """All notices of staff, the newest first."""

    title = _("Notices to patrons")

    def prepare(self) -> None:
        """Switch off the column with the navigation."""
        self.request.set("disable_plone.leftcolumn", True)

    def post(self) -> str:
        """Withdraw a notice, or send waiting emails."""
        if current_needs_code():
            demand_fresh_code()
        if "send" in self.request.form:
            return self._send()
        withdraw_notice(self.text_of("withdraw"))
        self.flash(_("The notice has been withdrawn."))
        return self.redirect(self.url)

    def _send(self) -> str:
        """Send some of the waiting emails, as the command does."""
        count = send_mails() or 0
        words = _("Emails that are on their way: ${count}")
        self.flash(Message(words, mapping={"count": count}))
        return self.redirect(self.url)

    @property
    def mails_wait(self) -> bool:
        """Whether emails of a notice that is shown now are still to be sent."""
        board = get_board()
        found = (board.get(notice_id) for notice_id in board.mailings)
        return any(notice is not None and notice.is_shown for notice in found)

    @property
    def start(self) -> int:
        """Number of newer notices on previous pages."""
        text = self.text_of("start", 6)
        return int(text) if text.isascii() and text.isdigit() else 0

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The notices as rows of the list."""
        found = islice(get_board().newest(), self.start, self.start + PAGE_SIZE)
        return [self._show(notice) for notice in found]

    @property
    def older(self) -> str:
        """URL of the page with older notices; empty if there are none."""
        start = self.start + PAGE_SIZE
        more = next(islice(get_board().newest(), start, None), None)
        return f"{self.url}?start={start}" if more is not None else ""

    def _show(self, notice: WrittenNotice) -> dict[str, Any]:
        wording = notice.wording
        mailing = get_board().mailings.get(notice.notice_id)
        return {
            "id": notice.notice_id,
            "title": wording.titles[page_language()],
            "audience": audience_words(notice.audience),
            "begins": show_day(wording.begins),
            "ends": show_day(wording.ends),
            "author": notice.author,
            "state": _state(notice),
            "may_change": not notice.is_over,
            "by_mail": notice.by_mail,
            "mails": None if mailing is None else mailing.sent,
            "url": f"{self.context.absolute_url()}/library-notice"
            f"?notice={notice.notice_id}",
        }


def _state(notice: WrittenNotice) -> str:
    if notice.withdrawn:
        return _("Withdrawn")
    if notice.is_over:
        return _("No longer shown")
    return _("Shown now") if notice.is_shown else _("Not shown yet")
