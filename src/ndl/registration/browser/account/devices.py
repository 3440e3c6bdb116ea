"""Logins, sessions and remembered browsers, as shown to their user."""

from dataclasses import dataclass
from datetime import datetime
from datetime import UTC
from ndl.registration import _
from ndl.registration.browser.dates import show_moment
from ndl.registration.current_user import current_user_id
from ndl.registration.dates import hours_of
from ndl.registration.login.browsers import browsers_of
from ndl.registration.login.completion import last_logins
from ndl.registration.login.devices import browser_id_of
from ndl.registration.login.sessions import find_session
from ndl.registration.login.sessions import SessionKind
from ndl.registration.login.sessions import sessions_of
from ndl.registration.login.sessions import Strength
from ndl.registration.settings import settings
from ndl.registration.web.cookies import BROWSER
from ndl.registration.web.cookies import read_cookie
from ndl.registration.web.cookies import SESSION
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from ZPublisher.HTTPRequest import HTTPRequest

import ua_parser


WAYS = {
    Strength.PASSWORD: _("Password"),
    Strength.REMEMBERED: _("Password in a remembered browser"),
    Strength.CODE: _("Password and authentication code"),
}


@dataclass(frozen=True)
class Row:
    """A login: time, browser and method.

    `is_this` marks the session or browser of the request; `is_kept` a session without
    idle timeout.
    """

    moment: str
    browser: str
    way: str = ""
    public_id: str = ""
    is_this: bool = False
    is_kept: bool = False


class ShowsDevices:
    """A page or section with these lists and buttons to log out."""

    request: HTTPRequest
    devices = ViewPageTemplateFile("devices.pt")
    heading_level = 2
    # Page to which the buttons lead back.
    came_from = ""

    @property
    def user_id(self) -> str:
        """The user whose logins are shown."""
        return current_user_id()

    @property
    def sessions(self) -> list[Row]:
        """The sessions that may still be open."""
        this = find_session(read_cookie(self.request, SESSION))
        return [
            Row(
                moment=_moment(one.opened),
                browser=browser_name(one.user_agent),
                public_id=one.public_id,
                is_this=one == this,
                is_kept=one.kind is SessionKind.KEPT,
            )
            for one in sessions_of(self.user_id)
        ]

    @property
    def browsers(self) -> list[Row]:
        """The remembered browsers, which are not asked for a code at present."""
        this = browser_id_of(read_cookie(self.request, BROWSER), self.user_id)
        return [
            Row(
                moment=_moment(one.since),
                browser=browser_name(one.label),
                public_id=one.public_id,
                is_this=one.public_id == this,
            )
            for one in browsers_of(self.user_id)
        ]

    @property
    def logins(self) -> list[Row]:
        """The latest logins."""
        return [
            Row(_moment(one.moment), browser_name(one.user_agent), WAYS[one.strength])
            for one in last_logins(self.user_id)
        ]

    @property
    def hours(self) -> int:
        """Hours for which a browser is remembered."""
        return hours_of(settings().remember_life)


def browser_name(user_agent: str) -> str:
    """Names of browser and system, such as "Firefox, Windows"."""
    found = ua_parser.parse(user_agent)
    parts = (found.user_agent, found.os)
    return ", ".join(part.family for part in parts if part) or user_agent[:40]


def _moment(seconds: int) -> str:
    return show_moment(datetime.fromtimestamp(seconds, UTC))
