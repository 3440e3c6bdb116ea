"""Where the patron is logged in, and the way out of all of it."""

from dataclasses import dataclass
from dataclasses import replace
from datetime import datetime
from datetime import UTC
from ndl.registration import _
from ndl.registration.browser.dates import show_moment
from ndl.registration.browser.forms import flash
from ndl.registration.browser.forms import has_valid_token
from ndl.registration.browser.forms import keep_private
from ndl.registration.browser.forms import PAGE_TOO_OLD
from ndl.registration.browser.page import IPortalPage
from ndl.registration.config import hours_of
from ndl.registration.login.browsers import browsers_of
from ndl.registration.login.history import last_logins
from ndl.registration.login.sessions import close_sessions
from ndl.registration.login.sessions import find_session
from ndl.registration.login.sessions import Kind
from ndl.registration.login.sessions import sessions_of
from ndl.registration.login.sessions import Strength
from ndl.registration.settings import settings
from ndl.registration.web.cookies import BROWSER
from ndl.registration.web.cookies import drop_cookie
from ndl.registration.web.cookies import read_cookie
from ndl.registration.web.cookies import SESSION
from plone import api
from Products.Five.browser import BrowserView
from zope.interface import implementer

import ua_parser


WAYS = {
    Strength.PASSWORD: _("Password"),
    Strength.REMEMBERED: _("Password in a remembered browser"),
    Strength.CODE: _("Password and authentication code"),
}


@dataclass(frozen=True)
class Row:
    """One login as shown: when, with which browser, in which way.

    `is_this` marks the session in which the page is looked at, `is_kept` one
    that does not end by being idle.
    """

    moment: str
    browser: str
    way: str = ""
    is_this: bool = False
    is_kept: bool = False


@implementer(IPortalPage)
class LoginsView(BrowserView):
    """The page `my-logins`, for patrons and staff alike."""

    title = _("Logins and browsers")

    def __call__(self) -> str:
        """Show the page, or end the other sessions and show what is left."""
        keep_private(self.request)
        if self.request.get("REQUEST_METHOD") != "POST":
            return self.index()
        if has_valid_token(self.request):
            self._sign_out()
        else:
            flash(self.request, PAGE_TOO_OLD, "error")
        url = f"{self.context.absolute_url()}/my-logins"
        return self.request.response.redirect(url)

    def _sign_out(self) -> None:
        close_sessions(self.user_id, keep=read_cookie(self.request, SESSION))
        drop_cookie(self.request.response, BROWSER)
        flash(self.request, _("All other browsers have been signed out."))

    @property
    def user_id(self) -> str:
        """Whose logins are shown."""
        return api.user.get_current().getId()

    @property
    def sessions(self) -> list[Row]:
        """The sessions that may still be open."""
        this = find_session(read_cookie(self.request, SESSION))
        return [
            replace(
                _row(s.opened, s.user_agent),
                is_this=s == this,
                is_kept=s.kind is Kind.KEPT,
            )
            for s in sessions_of(self.user_id)
        ]

    @property
    def browsers(self) -> list[Row]:
        """The browsers that are not asked for a code at present."""
        return [_row(b.since, b.label) for b in browsers_of(self.user_id)]

    @property
    def logins(self) -> list[Row]:
        """The last logins."""
        return [
            _row(login.moment, login.user_agent, WAYS[login.strength])
            for login in last_logins(self.user_id)
        ]

    @property
    def hours(self) -> int:
        """How long a browser is remembered."""
        return hours_of(settings().remember_life)


def _row(moment: int, user_agent: str, way: str = "") -> Row:
    shown = show_moment(datetime.fromtimestamp(moment, UTC))
    return Row(shown, browser_name(user_agent), way)


def browser_name(user_agent: str) -> str:
    """What people call the browser, such as "Firefox, Windows"."""
    found = ua_parser.parse(user_agent)
    parts = (found.user_agent, found.os)
    return ", ".join(part.family for part in parts if part) or user_agent[:40]
