"""Notices from the library: the page, and the line on top of all pages (R125-R128)."""

from functools import cached_property
from ndl.registration import _
from ndl.registration.account.my_application import application_to_correct
from ndl.registration.account.my_application import MyApplication
from ndl.registration.browser.forms.page import ActionPage
from ndl.registration.browser.forms.request import PAGE_EXPIRED
from ndl.registration.browser.languages import page_language
from ndl.registration.browser.notices.shown import show
from ndl.registration.browser.notices.shown import ShownNotice
from ndl.registration.browser.person import current_patron
from ndl.registration.notices.personal import entries_of
from ndl.registration.notices.personal import has_unread
from ndl.registration.notices.personal import mark_read
from ndl.registration.patrons.patron import Patron
from ndl.registration.review.queue import open_application_of
from ndl.registration.settings import library_in
from plone import api
from plone.app.layout.viewlets.common import ViewletBase


class Notices(ActionPage):
    """The page `notices` (R126)."""

    @property
    def title(self) -> str:
        """The title of the page, with the name of the library."""
        return _("Notices from the ${library}", mapping={"library": _library()})

    def post(self) -> str:
        """Mark all notices as read."""
        if self.patron is None:
            return self.refuse(PAGE_EXPIRED)
        mark_read(self.patron)
        return self.redirect(self.url)

    @property
    def patron(self) -> Patron | None:
        """The logged-in patron; None for other users."""
        return current_patron()

    @property
    def notices(self) -> list[ShownNotice]:
        """All notices of the patron, newest first."""
        if self.patron is None:
            return []
        return [show(entry) for entry in entries_of(self.patron)]

    @property
    def has_unread(self) -> bool:
        """Whether there are notices to confirm."""
        return self.patron is not None and has_unread(self.patron)

    @cached_property
    def to_correct(self) -> MyApplication | None:
        """The declined application that can be corrected now."""
        return application_to_correct(self.patron) if self.patron else None

    @property
    def correction_page(self) -> str:
        """The page for the correction, which keeps the data that were right."""
        is_change = self.to_correct is not None and self.to_correct.is_change
        return "apply-change" if is_change else "apply-official"

    @property
    def can_apply(self) -> bool:
        """Whether the patron may apply for official registration (R127)."""
        patron = self.patron
        if patron is None or patron.is_official:
            return False
        return open_application_of(patron.user_id) is None


class UnreadNotices(ViewletBase):
    """The line on top of all pages while there are unread notices (R125)."""

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
        """URL of the notices."""
        return f"{self.navigation_root_url}/notices"


def _library() -> str:
    return library_in(page_language()).name
