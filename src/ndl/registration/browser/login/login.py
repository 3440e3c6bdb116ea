"""The first step: user ID and password (R6, R11, R16)."""

from ndl.registration import _
from ndl.registration.browser.layout.home import home_of
from ndl.registration.browser.login.base import LoginPage
from ndl.registration.browser.login.session import current_session
from ndl.registration.current_user import current_user_id
from ndl.registration.login.login import enter_password
from ndl.registration.login.results import AddressNeeded
from ndl.registration.login.results import CodeSent
from ndl.registration.login.results import LoggedIn
from ndl.registration.login.results import missing
from ndl.registration.login.sessions import SessionKind
from ndl.registration.staff.source import root_user_folder
from plone import api
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from ZPublisher.HTTPRequest import HTTPRequest


class LoginView(LoginPage):
    """The page `login`."""

    title = _("Login")
    another_template = ViewPageTemplateFile("another.pt")
    marked_fields = ("user_id", "password")

    def get(self) -> str:
        """Show the form, or redirect a visitor who is already logged in.

        With `again` the form is always shown: a sensitive change requires password and
        code once more.
        """
        if self.is_posted or api.user.is_anonymous() or self.again:
            return self.index()
        if self.client.is_terminal:
            return self.another_template()
        return self.request.response.redirect(self.home)

    @property
    def full_name(self) -> str:
        """Name of the logged-in user, shown to the next person at a terminal."""
        return api.user.get_current().getProperty("fullname") or self.login_name

    @property
    def login_name(self) -> str:
        """The login name of the logged-in user."""
        return api.user.get_current().getUserName()

    @property
    def home(self) -> str:
        """The requested page, or the home page."""
        return self.came_from or home_of(current_user_id())

    @property
    def again(self) -> bool:
        """Whether a sensitive change requires password and code again."""
        return self.text_of("again") == "1"

    @property
    def user_id(self) -> str:
        """The user ID as typed, or that of the user who logs in again."""
        if "user_id" in self.request.form or not self.again:
            return self.text_of("user_id")
        return "" if api.user.is_anonymous() else api.user.get_current().getUserName()

    @property
    def keep(self) -> bool:
        """Whether the box is checked; initially as in the present session."""
        session = current_session(self.request) if self.again else None
        if session and self.request.get("REQUEST_METHOD") == "GET":
            return session.kind is SessionKind.KEPT
        return super().keep

    def post(self) -> str:
        """Check the password and go on to the code page."""
        password = self.text_of("password")
        result = enter_password(
            self.user_id, password, self.client, self.keep, self.again
        )
        if isinstance(result, LoggedIn):
            return self.finish(result)
        if isinstance(result, CodeSent | AddressNeeded):
            self.keep_attempt(result.token)
            needed = isinstance(result, AddressNeeded)
            return self.go("login-address" if needed else "login-code")
        if result.missing:
            blank = missing(self.user_id, password)
            self.problems = {name: reason.message for name, reason in blank.items()}
            return self.get()
        if not result.wait and log_in_at_root(self.request, self.user_id, password):
            return self.request.response.redirect(self.context.absolute_url())
        return self.refuse_step(result)


def log_in_at_root(request: HTTPRequest, login: str, password: str) -> bool:
    """Log in a user of the Zope root, as stock Plone does; False for other users."""
    folder = root_user_folder()
    if folder is None or folder.authenticate(login, password, request) is None:
        return False
    folder.updateCredentials(request, request.response, login, password)
    return True
