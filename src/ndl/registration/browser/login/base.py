"""What the pages of the login share."""

from ndl.registration.browser.forms import keep_private
from ndl.registration.browser.forms import text_of
from ndl.registration.browser.page import IPortalPage
from ndl.registration.pas.cookies import ATTEMPT
from ndl.registration.pas.cookies import drop_cookie
from ndl.registration.pas.cookies import read_cookie
from ndl.registration.pas.cookies import SESSION
from ndl.registration.pas.cookies import set_cookie
from plone import api
from Products.Five.browser import BrowserView
from urllib.parse import urlencode
from urllib.parse import urlsplit
from zope.interface import implementer


# Pages of the way in: nobody wants to land on them after it.
WAY_IN = frozenset(
    {
        "insufficient-privileges",
        "logged-out",
        "login",
        "login-code",
        "login_form",
        "logout",
        "mail_password",
        "mail_password_form",
        "passwordreset",
        "register",
        "require_login",
    }
)


@implementer(IPortalPage)
class LoginPage(BrowserView):
    """A page that needs no login; it knows where the visitor wanted to go."""

    message = ""

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
    def came_from(self) -> str:
        """The page to land on: one of this site, or empty."""
        url = text_of(self.request, "came_from")
        if not url or not api.portal.get_tool("portal_url").isURLInPortal(url):
            return ""
        names = set(urlsplit(url).path.replace("@@", "").split("/"))
        return "" if names & WAY_IN else url

    @property
    def user_agent(self) -> str:
        """The browser as it calls itself."""
        return self.request.getHeader("User-Agent") or ""

    @property
    def attempt(self) -> str:
        """The token of the login attempt that this browser holds."""
        return read_cookie(self.request, ATTEMPT)

    def go(self, page: str) -> str:
        """Send the browser to a page of the portal, remembering its aim."""
        url = f"{self.context.absolute_url()}/{page}"
        if self.came_from:
            url += "?" + urlencode({"came_from": self.came_from})
        return self.request.response.redirect(url)

    def keep_attempt(self, token: str) -> None:
        """Let this browser, and no other, finish the attempt."""
        set_cookie(self.request.response, ATTEMPT, token)

    def finish(self, ticket: str) -> str:
        """Hand over the session and go where the visitor wanted to go."""
        drop_cookie(self.request.response, ATTEMPT)
        set_cookie(self.request.response, SESSION, ticket)
        target = self.came_from or self.context.absolute_url()
        return self.request.response.redirect(target)
