"""Notices from the library: the page, and the line on top of every page (R125-R128)."""

from dataclasses import dataclass
from ndl.registration import _
from ndl.registration.browser.dates import show_moment
from ndl.registration.browser.forms import flash
from ndl.registration.browser.forms import has_valid_token
from ndl.registration.browser.forms import keep_private
from ndl.registration.browser.forms import PAGE_TOO_OLD
from ndl.registration.browser.page import IPortalPage
from ndl.registration.browser.page import page_language
from ndl.registration.notices import has_unread
from ndl.registration.notices import mark_read
from ndl.registration.notices import Notice
from ndl.registration.patrons.directory import get_directory
from ndl.registration.patrons.patron import Patron
from ndl.registration.review.queue import open_application_of
from ndl.registration.review.reasons import reason_titles
from ndl.registration.settings import library_in
from plone import api
from plone.app.layout.viewlets.common import ViewletBase
from Products.Five.browser import BrowserView
from zope.i18nmessageid import Message
from zope.interface import implementer


TITLES = {
    "application-declined": _(
        "Your application for official user registration has been declined."
    ),
    "application-verified": _(
        "Your identity has been verified. You are now an official registered user."
    ),
    "email-registered": _(
        "The email address ${address} was registered in your user information when "
        "you logged in. If this was not you, contact the library."
    ),
}
OTHER = _("Notice from the ${library}")


@dataclass(frozen=True)
class ShownNotice:
    """A notice in the words of the reader's language."""

    title: str
    created: str
    reasons: list[str]
    note: str
    read: bool


def current_patron() -> Patron | None:
    """The patron who is logged in, if the user is one."""
    return get_directory().get(api.user.get_current().getId() or "")


@implementer(IPortalPage)
class Notices(BrowserView):
    """The page `notices` (R126)."""

    @property
    def title(self) -> str:
        """The title of the page, with the name of the library."""
        return _("Notices from the ${library}", mapping={"library": _library()})

    def __call__(self) -> str:
        """Show the notices; note on POST only that they were read."""
        keep_private(self.request)
        if self.request.method != "POST":
            return self.index()
        if has_valid_token(self.request) and self.patron is not None:
            mark_read(self.patron)
        else:
            flash(self.request, PAGE_TOO_OLD, "error")
        self.request.response.redirect(f"{self.context.absolute_url()}/notices")
        return ""

    @property
    def patron(self) -> Patron | None:
        """The reader."""
        return current_patron()

    @property
    def notices(self) -> list[ShownNotice]:
        """All notices of the reader, newest first."""
        return [] if self.patron is None else [_show(n) for n in self.patron.notices]

    @property
    def has_unread(self) -> bool:
        """Whether there is something to confirm."""
        return self.patron is not None and has_unread(self.patron)

    @property
    def was_declined(self) -> bool:
        """Whether a notice names something to correct."""
        return any(notice.reasons for notice in self.notices)

    @property
    def can_apply(self) -> bool:
        """Whether the reader may apply for official registration (R127)."""
        patron = self.patron
        if patron is None or patron.is_official:
            return False
        return open_application_of(patron.user_id) is None


class UnreadNotices(ViewletBase):
    """The line on top of every page while a notice waits to be read (R125)."""

    @property
    def available(self) -> bool:
        """Whether to show the line."""
        if api.user.is_anonymous():
            return False
        patron = current_patron()
        return patron is not None and has_unread(patron)

    @property
    def library(self) -> str:
        """The name of the library."""
        return _library()

    @property
    def url(self) -> str:
        """Where the notices are."""
        return f"{self.navigation_root_url}/notices"


def _title(notice: Notice) -> str:
    title = TITLES.get(notice.kind, OTHER)
    return Message(title, mapping={"library": _library(), **dict(notice.facts)})


def _library() -> str:
    return library_in(page_language()).name


def _show(notice: Notice) -> ShownNotice:
    reasons = notice.fact("reasons")
    names = reasons if isinstance(reasons, tuple) else ()
    return ShownNotice(
        title=_title(notice),
        created=show_moment(notice.created),
        reasons=reason_titles(names),
        note=str(notice.fact("note") or ""),
        read=notice.read,
    )
