"""What the pages of the login share."""

from ndl.registration.account.duties import first_duty
from ndl.registration.browser.forms import flash
from ndl.registration.browser.forms import keep_private
from ndl.registration.browser.forms import text_of
from ndl.registration.browser.layout.home import home_of
from ndl.registration.browser.login.landing import landing
from ndl.registration.browser.page import IPortalPage
from ndl.registration.limits.client import Client
from ndl.registration.login.results import LoggedIn
from ndl.registration.login.sessions import close_session
from ndl.registration.settings import settings
from ndl.registration.text import URL_LENGTH
from ndl.registration.web.client import client_of
from ndl.registration.web.cookies import ATTEMPT
from ndl.registration.web.cookies import BROWSER
from ndl.registration.web.cookies import drop_cookie
from ndl.registration.web.cookies import read_cookie
from ndl.registration.web.cookies import SESSION
from ndl.registration.web.cookies import set_cookie
from Products.Five.browser import BrowserView
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import Any
from urllib.parse import urlencode
from urllib.parse import urlsplit
from zope.interface import implementer
from ZPublisher.HTTPRequest import HTTPRequest


# Pages of the way in: nobody wants to land on them after it.
WAY_IN = frozenset(
    {
        "accept-terms",
        "forgot-email",
        "forgot-password",
        "forgot-password-sent",
        "insufficient-privileges",
        "logged-out",
        "login",
        "login-address",
        "login-alternatives",
        "login-code",
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


@implementer(IPortalPage)
class LoginPage(BrowserView):
    """A page that needs no login; it knows where the visitor wanted to go."""

    message = ""
    # Fields that a message about the whole form is tied to.
    fields: tuple[str, ...] = ()
    problems_box = ViewPageTemplateFile("../register/problems.pt")

    def __init__(self, context: Any, request: HTTPRequest) -> None:
        super().__init__(context, request)
        self.problems: dict[str, str] = {}

    def __call__(self) -> str:
        """Answer the request, never from or into a cache."""
        keep_private(self.request)
        if self.request.get("REQUEST_METHOD") == "POST":
            return self.post()
        return self.get()

    def get(self) -> str:
        """Show the page."""
        return self.index()

    def post(self) -> str:
        """Take what was sent."""
        raise NotImplementedError

    @property
    def general_messages(self) -> list[str]:
        """What was refused about the form as a whole."""
        return [self.message] if self.message else []

    @property
    def faulty_links(self) -> list[dict[str, str]]:
        """The messages about fields, for the summary above the form."""
        return [
            {"message": message, "target": name}
            for name, message in self.problems.items()
        ]

    @property
    def has_problems(self) -> bool:
        """Whether anything was refused, for the title of the page."""
        return bool(self.problems or self.message)

    def problem(self, name: str) -> str:
        """The message beside a field."""
        return self.problems.get(name, "")

    def invalid(self, name: str) -> str | None:
        """The attribute `aria-invalid` of a field."""
        is_meant = bool(self.message) and name in self.fields
        return "true" if is_meant or name in self.problems else None

    def described(self, name: str, *hints: str) -> str | None:
        """The attribute `aria-describedby` of a field: message first, then hints."""
        found = list(hints)
        if name in self.problems:
            found.insert(0, f"{name}-error")
        elif self.invalid(name):
            found.insert(0, "problems")
        return " ".join(found) or None

    @property
    def came_from(self) -> str:
        """The page to land on: one of this site, or empty."""
        url = landing(text_of(self.request, "came_from", URL_LENGTH))
        names = set(urlsplit(url).path.replace("@@", "").split("/"))
        return "" if names & WAY_IN else url

    @property
    def client(self) -> Client:
        """The browser this request comes from."""
        return client_of(self.request)

    @property
    def keep(self) -> bool:
        """Whether the box "Keep me logged in" is checked (R38)."""
        return text_of(self.request, "keep") == "1"

    @property
    def attempt(self) -> str:
        """The token of the login attempt that this browser holds."""
        return read_cookie(self.request, ATTEMPT)

    @property
    def carried(self) -> dict[str, str]:
        """What the visitor takes along from page to page."""
        return {"came_from": self.came_from, "keep": "1" if self.keep else ""}

    def link(self, page: str) -> str:
        """The address of a page of the login, with the visitor's aim."""
        url = f"{self.context.absolute_url()}/{page}"
        query = {name: value for name, value in self.carried.items() if value}
        return f"{url}?{urlencode(query)}" if query else url

    def go(self, page: str) -> str:
        """Send the browser to a page of the login."""
        return self.request.response.redirect(self.link(page))

    def keep_attempt(self, token: str) -> None:
        """Let this browser, and no other, finish the attempt."""
        set_cookie(self.request.response, ATTEMPT, token)

    def finish(self, result: LoggedIn) -> str:
        """Hand over the session and go where the visitor wanted to go."""
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
        return response.redirect(self.came_from or home_of(result.user_id))

    def start_anew(self, message: str) -> str:
        """Say why the attempt is over, on the first page."""
        flash(self.request, message, "warning")
        return self.go("login")
