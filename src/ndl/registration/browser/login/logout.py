"""Log-out, at the server and in the browser (R42)."""

from ndl.registration import _
from ndl.registration.browser.login.base import LoginPage
from ndl.registration.login.sessions import close_session
from ndl.registration.web.cookies import drop_cookie
from ndl.registration.web.cookies import read_cookie
from ndl.registration.web.cookies import SESSION


class LogoutView(LoginPage):
    """The page `logout`: asks, because a mere link must not end a session."""

    title = _("Logout")

    def post(self) -> str:
        """End the session of this browser."""
        close_session(read_cookie(self.request, SESSION))
        response = self.request.response
        drop_cookie(response, SESSION)
        response.expireCookie("__ac", path="/")
        # The next person at a terminal wants to log in.
        page = "login" if self.text_of("another") else "logged-out"
        return response.redirect(f"{self.context.absolute_url()}/{page}")
