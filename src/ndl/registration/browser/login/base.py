"""Base of the pages of the login."""

from ndl.registration.account.duties import first_duty
from ndl.registration.browser.forms.page import PortalPage
from ndl.registration.browser.forms.request import ask_to_wait
from ndl.registration.browser.layout.home import home_of
from ndl.registration.browser.login.landing import landing
from ndl.registration.folding import URL_LENGTH
from ndl.registration.library.consent import waiting_terms
from ndl.registration.login.results import LoggedIn
from ndl.registration.login.results import Refused
from ndl.registration.login.sessions import close_session
from ndl.registration.settings import settings
from ndl.registration.web.cookies import ATTEMPT
from ndl.registration.web.cookies import BROWSER
from ndl.registration.web.cookies import drop_cookie
from ndl.registration.web.cookies import read_cookie
from ndl.registration.web.cookies import SESSION
from ndl.registration.web.cookies import set_cookie
from urllib.parse import urlencode
from urllib.parse import urlsplit


# Pages before the login, which are no destination after it.
WAY_IN = frozenset(
    {
        "accept-terms",
        "deregistered",
        "forgot-email",
        "forgot-password",
        "forgot-password-sent",
        "insufficient-privileges",
        "logged-out",
        "login",
        "login-address",
        "login-alternatives",
        "login-call",
        "login-code",
        "login-voice",
        "login_form",
        "logout",
        "mail_password",
        "mail_password_form",
        "passwordreset",
        "register",
        "require_login",
        "resend-user-id",
        "resend-user-id-sent",
        "reset-password",
        "reset-password-done",
    }
)


class LoginPage(PortalPage):
    """A page that needs no login and keeps the page requested by the visitor."""

    @property
    def came_from(self) -> str:
        """The URL to go to after the login: a page of this site, or empty."""
        url = landing(self.text_of("came_from", URL_LENGTH))
        names = set(urlsplit(url).path.replace("@@", "").split("/"))
        return "" if names & WAY_IN else url

    @property
    def keep(self) -> bool:
        """Whether the box "Keep me logged in" is checked (R38)."""
        return self.text_of("keep") == "1"

    @property
    def attempt(self) -> str:
        """The token of the login attempt in the cookie of this browser."""
        return read_cookie(self.request, ATTEMPT)

    @property
    def carried(self) -> dict[str, str]:
        """The parameters that are passed from page to page."""
        return {"came_from": self.came_from, "keep": "1" if self.keep else ""}

    def link(self, page: str) -> str:
        """The URL of a page of the login, with the carried parameters."""
        url = f"{self.context.absolute_url()}/{page}"
        query = {name: value for name, value in self.carried.items() if value}
        return f"{url}?{urlencode(query)}" if query else url

    def go(self, page: str) -> str:
        """Redirect to a page of the login."""
        return self.request.response.redirect(self.link(page))

    def keep_attempt(self, token: str) -> None:
        """Store the token of the attempt in this browser's cookie."""
        set_cookie(self.request.response, ATTEMPT, token)

    def finish(self, result: LoggedIn) -> str:
        """Set the session's cookies; redirect to the requested or home page."""
        response, values = self.request.response, settings()
        close_session(read_cookie(self.request, SESSION))
        drop_cookie(response, ATTEMPT)
        life = values.keep_life if result.kept else None
        set_cookie(response, SESSION, result.ticket, life)
        if result.remembered:
            set_cookie(response, BROWSER, result.remembered, values.remember_life)
        duty = first_duty(result.user_id)
        if duty is not None:
            return self.go(duty.page)
        if waiting_terms(result.user_id):
            return self.go("my-consents")
        return response.redirect(self.came_from or home_of(result.user_id))

    def refuse_step(self, result: Refused, field: str = "") -> str:
        """Show the refusal, beside the field if its input was wrong."""
        if result.ended:
            return self.start_anew(result.message)
        ask_to_wait(self.request, result.wait)
        is_limit = result.wait or result.limited
        return self.refuse(result.message, "" if is_limit else field)

    def start_anew(self, message: str) -> str:
        """Redirect to the first page, with the reason why the attempt has ended."""
        self.flash(message, "warning")
        return self.go("login")
