"""Sessions and remembered browsers of the user, and how to end them."""

from ndl.registration import _
from ndl.registration.browser.account.devices import ShowsDevices
from ndl.registration.browser.account.sections import Section
from ndl.registration.browser.forms.page import ActionPage
from ndl.registration.login.browsers import forget_browsers
from ndl.registration.login.devices import browser_id_of
from ndl.registration.login.devices import close_one_session
from ndl.registration.login.devices import forget_browser
from ndl.registration.login.sessions import close_sessions
from ndl.registration.web.cookies import BROWSER
from ndl.registration.web.cookies import drop_cookie
from ndl.registration.web.cookies import read_cookie
from ndl.registration.web.cookies import SESSION


MY_ACCOUNT = "my-account"


class LoginsView(ShowsDevices, ActionPage):
    """The page `my-logins`, for patrons and staff alike."""

    title = _("Logins and browsers")

    def post(self) -> str:
        """Log out or forget what the pressed button names."""
        session = self.text_of("session")
        browser = self.text_of("browser")
        if self.text_of("everywhere"):
            self._sign_out_everywhere()
        elif session:
            close_one_session(self.user_id, session)
            self.flash(_("The login has been ended."))
        elif browser:
            self._forget(browser)
        elif self.text_of("browsers"):
            forget_browsers(self.user_id)
            drop_cookie(self.request.response, BROWSER)
            self.flash(_("No browser is remembered any more."))
        return self.redirect(self.url)

    def _sign_out_everywhere(self) -> None:
        close_sessions(self.user_id, keep=read_cookie(self.request, SESSION))
        drop_cookie(self.request.response, BROWSER)
        self.flash(_("All other browsers have been logged out."))

    def _forget(self, browser: str) -> None:
        own = browser_id_of(read_cookie(self.request, BROWSER), self.user_id)
        forget_browser(self.user_id, browser)
        if own == browser:
            drop_cookie(self.request.response, BROWSER)
        self.flash(_("The browser is not remembered any more."))

    @property
    def url(self) -> str:
        """URL to return to: this page, or the section of My Account."""
        site = self.context.absolute_url()
        if self.text_of("came_from") == MY_ACCOUNT:
            return f"{site}/{MY_ACCOUNT}#ndl-security"
        return f"{site}/{self.__name__}"


class Security(ShowsDevices, Section):
    """The section of My Account with sessions and remembered browsers."""

    came_from = MY_ACCOUNT
    heading_level = 3
