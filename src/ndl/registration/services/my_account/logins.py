"""@my-sessions and @my-browsers: where the user is logged in and remembered."""

from datetime import datetime
from datetime import UTC
from ndl.registration.browser.account.devices import browser_name
from ndl.registration.login.browsers import browsers_of
from ndl.registration.login.browsers import forget_browsers
from ndl.registration.login.completion import last_logins
from ndl.registration.login.devices import browser_id_of
from ndl.registration.login.devices import close_one_session
from ndl.registration.login.devices import forget_browser
from ndl.registration.login.devices import UnknownBrowser
from ndl.registration.login.devices import UnknownSession
from ndl.registration.login.sessions import close_sessions
from ndl.registration.login.sessions import find_session
from ndl.registration.login.sessions import sessions_of
from ndl.registration.services.patron import AccountService
from ndl.registration.web.cookies import BROWSER
from ndl.registration.web.cookies import read_cookie
from ndl.registration.web.cookies import ticket_of
from typing import Any
from zope.interface import implementer
from zope.publisher.interfaces import IPublishTraverse
from ZPublisher.HTTPRequest import HTTPRequest


class MySessionsGet(AccountService):
    """The sessions that may still be open, and the last logins."""

    def respond(self) -> dict[str, Any]:
        """Both lists, the newest first."""
        url = f"{self.context.absolute_url()}/@my-sessions"
        this = find_session(ticket_of(self.request))
        return {
            "@id": url,
            "items": [
                {
                    "@id": f"{url}/{one.public_id}",
                    "id": one.public_id,
                    "browser": browser_name(one.user_agent),
                    "opened": _moment(one.opened),
                    "strength": one.strength.value,
                    "kind": one.kind.value,
                    "is_this": one == this,
                }
                for one in sessions_of(self.user_id)
            ],
            "logins": [
                {
                    "browser": browser_name(one.user_agent),
                    "moment": _moment(one.moment),
                    "strength": one.strength.value,
                }
                for one in last_logins(self.user_id)
            ],
        }


class MyBrowsersGet(AccountService):
    """The remembered browsers, which are not asked for a code."""

    def respond(self) -> dict[str, Any]:
        """The list, the newest first."""
        url = f"{self.context.absolute_url()}/@my-browsers"
        this = browser_id_of(read_cookie(self.request, BROWSER), self.user_id)
        return {
            "@id": url,
            "items": [
                {
                    "@id": f"{url}/{one.public_id}",
                    "id": one.public_id,
                    "browser": browser_name(one.label),
                    "since": _moment(one.since),
                    "is_this": one.public_id == this,
                }
                for one in browsers_of(self.user_id)
            ],
        }


def _moment(seconds: int) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat()


@implementer(IPublishTraverse)
class _Delete(AccountService):
    """Base of DELETE with an ID as the last part of the URL, or without for all."""

    def __init__(self, context: Any, request: HTTPRequest) -> None:
        super().__init__(context, request)
        self.path: list[str] = []

    def publishTraverse(self, request: HTTPRequest, name: str) -> "_Delete":
        """Read the ID from the URL."""
        self.path.append(name)
        return self


class MySessionsDelete(_Delete):
    """Ends one session, or all except that of the request."""

    def respond(self) -> Any:
        """204."""
        if len(self.path) > 1:
            raise UnknownSession
        if self.path:
            close_one_session(self.user_id, self.path[0])
        else:
            close_sessions(self.user_id, keep=ticket_of(self.request))
        return self.reply_no_content()


class MyBrowsersDelete(_Delete):
    """Forgets a browser, or all of them."""

    def respond(self) -> Any:
        """204."""
        if len(self.path) > 1:
            raise UnknownBrowser
        if self.path:
            forget_browser(self.user_id, self.path[0])
        else:
            forget_browsers(self.user_id)
        return self.reply_no_content()
