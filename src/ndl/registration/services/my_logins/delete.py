"""DELETE @my-sessions and @my-browsers: one by its ID, or all."""

from ndl.registration.login.browsers import forget_browsers
from ndl.registration.login.devices import close_one_session
from ndl.registration.login.devices import forget_browser
from ndl.registration.login.devices import UnknownBrowser
from ndl.registration.login.devices import UnknownSession
from ndl.registration.login.sessions import close_sessions
from ndl.registration.services.patron import AccountService
from ndl.registration.web.cookies import ticket_of
from typing import Any
from zope.interface import implementer
from zope.publisher.interfaces import IPublishTraverse
from ZPublisher.HTTPRequest import HTTPRequest


@implementer(IPublishTraverse)
class _Delete(AccountService):
    """The ID is the last part of the address; without one all are meant."""

    def __init__(self, context: Any, request: HTTPRequest) -> None:
        super().__init__(context, request)
        self.path: list[str] = []

    def publishTraverse(self, request: HTTPRequest, name: str) -> "_Delete":
        """Take the ID from the address."""
        self.path.append(name)
        return self


class MySessionsDelete(_Delete):
    """Ends a session, or all but the one that asks, and what goes with them."""

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
