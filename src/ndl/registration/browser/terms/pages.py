"""The pages `terms` and `accept-terms`."""

from ndl.registration import _
from ndl.registration.browser.dates import day_of
from ndl.registration.browser.dates import show_day
from ndl.registration.browser.forms.page import PortalPage
from ndl.registration.browser.layout.home import home_of
from ndl.registration.browser.login.base import LoginPage
from ndl.registration.browser.terms.text import ShowsTerms
from ndl.registration.current_user import current_user_id
from ndl.registration.declaration.constraints import NOT_ACCEPTED
from ndl.registration.registration.terms import accept_terms
from ndl.registration.registration.terms import get_terms
from ndl.registration.registration.terms import must_accept
from ndl.registration.registration.terms import Terms


class TermsPage(ShowsTerms, PortalPage):
    """The page `terms`: the current version, or that of `version`."""

    title = _("Terms and Conditions")

    @property
    def terms(self) -> Terms:
        """The version that is shown."""
        book = get_terms()
        return book.find(self.text_of("version")) or book.current

    @property
    def since(self) -> str:
        """The day from which the version is valid; empty if not published here."""
        since = self.terms.since
        return show_day(day_of(since)) if since else ""


class AcceptTerms(ShowsTerms, LoginPage):
    """The page `accept-terms`: newer terms to agree to after the login (R58)."""

    title = _("The terms and conditions have changed")

    def get(self) -> str:
        """Show the terms; if already agreed to, go on."""
        if must_accept(_user_id()):
            return self.index()
        return self._go_on()

    def post(self) -> str:
        """Record consent to the version that was shown."""
        if self.text_of("accept") != "1":
            return self.refuse(NOT_ACCEPTED)
        accept_terms(_user_id(), self.text_of("version"))
        return self._go_on()

    def _go_on(self) -> str:
        return self.redirect(self.came_from or home_of(_user_id()))


def _user_id() -> str:
    return current_user_id()
