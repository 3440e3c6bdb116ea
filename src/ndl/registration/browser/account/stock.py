"""Stock pages about users, which would show or keep what is no one else's concern."""

from ndl.registration.browser.forms import keep_private
from ndl.registration.browser.forms import text_of
from ndl.registration.patrons.directory import get_directory
from plone import api
from plone.app.users.browser.personalpreferences import PersonalPreferencesPanel
from plone.app.users.browser.userdatapanel import UserDataPanel
from Products.CMFPlone.browser.author import AuthorView
from ZPublisher.HTTPRequest import HTTPRequest


_AUTHOR = "form.widgets.author"


class AuthorOfContent(AuthorView):
    """The page `author`: patrons are answered for like people who do not exist.

    It would tell their names, and send them mails, to everybody with a login.
    """

    username: str | None

    def __call__(self) -> str:
        """Show an author who is no patron."""
        names = (self.username or "", text_of(self.request, _AUTHOR))
        if any(name in get_directory() for name in names):
            self.username = ""
            self.request.form.clear()
        return super().__call__()


class _NotForPatrons:
    """A stock form whose values Plone would store beside the directory."""

    request: HTTPRequest

    def __call__(self) -> str:
        """Send patrons to their own page."""
        if api.user.get_current().getId() not in get_directory():
            return super().__call__()
        keep_private(self.request)
        url = f"{api.portal.get().absolute_url()}/my-account"
        return self.request.response.redirect(url)


class PersonalInformation(_NotForPatrons, UserDataPanel):
    """The page `personal-information`, for staff."""


class PersonalPreferences(_NotForPatrons, PersonalPreferencesPanel):
    """The page `personal-preferences`, for staff."""
