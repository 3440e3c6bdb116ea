"""The visitor's session, for pages."""

from ndl.registration import _
from ndl.registration.browser.forms.request import has_valid_token
from ndl.registration.browser.forms.request import keep_private
from ndl.registration.browser.layout.assets import static_url
from ndl.registration.browser.login.base import LoginPage
from ndl.registration.limits.networks import is_terminal
from ndl.registration.login.sessions import close_session
from ndl.registration.login.sessions import find_session
from ndl.registration.login.sessions import Session
from ndl.registration.login.sessions import SessionKind
from ndl.registration.settings import settings
from ndl.registration.web.cookies import drop_cookie
from ndl.registration.web.cookies import read_cookie
from ndl.registration.web.cookies import SESSION
from plone.app.layout.viewlets.common import ViewletBase
from Products.Five.browser import BrowserView
from ZPublisher.HTTPRequest import HTTPRequest

import json


def current_session(request: HTTPRequest) -> Session | None:
    """The live session of the request's cookie; None if there is none."""
    return find_session(read_cookie(request, SESSION))


class TerminalView(BrowserView):
    """Tells the log-out action whether this is a terminal of the library (R43)."""

    def __call__(self) -> bool:
        """Whether the request comes from a terminal."""
        return is_terminal(self.request.getClientAddr())


class StayView(BrowserView):
    """Extends the session: any request restarts its idle time."""

    def __call__(self) -> str:
        """Answer with the seconds that the session lasts without a request, as JSON."""
        keep_private(self.request)
        self.request.response.setHeader("Content-Type", "application/json")
        session = current_session(self.request)
        if session is None or not has_valid_token(self.request):
            self.request.response.setStatus(403)
            return json.dumps({"idle": 0})
        return json.dumps({"idle": session.idle})


class IdleViewlet(ViewletBase):
    """Warns before an idle session ends (R145)."""

    def update(self) -> None:
        """Read the session once."""
        super().update()
        self.session = current_session(self.request)

    @property
    def available(self) -> bool:
        """Whether the session has an idle time."""
        return bool(self.session and self.session.idle)

    @property
    def static(self) -> str:
        """The base URL of the script."""
        return static_url()

    @property
    def is_terminal(self) -> bool:
        """Whether the page must be hidden when the session ends."""
        return self.session is not None and self.session.kind is SessionKind.TERMINAL

    @property
    def idle(self) -> int:
        """Idle time of the session in seconds."""
        return self.session.idle if self.session else 0

    @property
    def warning(self) -> int:
        """Seconds before the end at which the page warns."""
        return min(settings().idle_warning, self.idle // 2)


class LogoutView(LoginPage):
    """The page `logout`: asks for confirmation, as a link must not end a session."""

    title = _("Logout")

    def post(self) -> str:
        """End the session of this browser."""
        close_session(read_cookie(self.request, SESSION))
        response = self.request.response
        drop_cookie(response, SESSION)
        response.expireCookie("__ac", path="/")
        # At a terminal the next person may want to log in.
        page = "login" if self.text_of("another") else "logged-out"
        return response.redirect(f"{self.context.absolute_url()}/{page}")
