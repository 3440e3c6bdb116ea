"""Plone's pages about users, so that they neither show nor change patrons."""

from ndl.registration import _
from ndl.registration.browser.forms.request import flash
from ndl.registration.browser.forms.request import keep_private
from ndl.registration.browser.forms.request import text_of
from ndl.registration.current_user import current_user_id
from ndl.registration.patrons.directory import get_directory
from ndl.registration.web.portraits import may_see_portraits
from plone import api
from plone.app.users.browser.personalpreferences import PersonalPreferencesConfiglet
from plone.app.users.browser.personalpreferences import PersonalPreferencesPanel
from plone.app.users.browser.userdatapanel import UserDataConfiglet
from plone.app.users.browser.userdatapanel import UserDataPanel
from Products.CMFPlone.browser.author import AuthorView
from Products.CMFPlone.controlpanel.browser.usergroups_usersoverview import (
    UsersOverviewControlPanel,
)
from Products.Five.browser import BrowserView
from typing import Any
from urllib.parse import urlencode
from zExceptions import NotFound
from zope.component import getMultiAdapter
from zope.interface import implementer
from zope.publisher.interfaces import IPublishTraverse
from ZPublisher.BaseRequest import DefaultPublishTraverse
from ZPublisher.HTTPRequest import HTTPRequest


_AUTHOR = "form.widgets.author"
NOT_HERE = _(
    "Data, roles and passwords of patrons are not changed here. Nothing has been "
    "changed."
)


class AuthorOfContent(AuthorView):
    """The page `author`: of patrons, and for patrons, it knows nobody.

    The stock page shows names to every logged-in user, and sends them mail.
    """

    username: str | None

    def __call__(self) -> str:
        """Show the author, unless author or reader is a patron."""
        names = (self.username or "", text_of(self.request, _AUTHOR))
        if any(name in get_directory() for name in (*names, current_user_id())):
            self.username = ""
            self.request.form.clear()
        return super().__call__()


class _NotForPatrons:
    """A stock form that would store a user's data outside of the patron directory."""

    request: HTTPRequest

    def __call__(self) -> str:
        """Redirect patrons to My Account."""
        if current_user_id() not in get_directory():
            return super().__call__()  # type: ignore[misc]
        keep_private(self.request)
        url = f"{api.portal.get().absolute_url()}/my-account"
        return self.request.response.redirect(url)


class PersonalInformation(_NotForPatrons, UserDataPanel):
    """The page `personal-information`, for staff."""


class PersonalPreferences(_NotForPatrons, PersonalPreferencesPanel):
    """The page `personal-preferences`, for staff."""


class _NotAboutPatrons:
    """A stock form for managers about a user, who may be a patron.

    For a patron it would claim to have saved what the directory ignores.
    """

    request: HTTPRequest

    def __call__(self) -> str:
        """Redirect to the list of users if the form is about a patron."""
        asked = self.request.form.get("userid")
        names = asked if isinstance(asked, list) else [asked]
        patron = next((n for n in map(str, names) if n in get_directory()), None)
        if patron is None:
            return super().__call__()  # type: ignore[misc]
        flash(self.request, NOT_HERE, "warning")
        url = f"{api.portal.get().absolute_url()}/@@usergroup-userprefs"
        query = urlencode({"searchstring": patron})
        return self.request.response.redirect(f"{url}?{query}")


class UserInformation(_NotAboutPatrons, UserDataConfiglet):
    """The page `user-information`, about staff."""


class UserPreferences(_NotAboutPatrons, PersonalPreferencesConfiglet):
    """The page `user-preferences`, about staff."""


class UsersOverview(UsersOverviewControlPanel):
    """The page `usergroup-userprefs`: finds and removes patrons, changes only staff.

    Each change posts the roles of all users in the list. Stock Plone would store those
    of patrons as if a manager had granted them permanently.
    """

    def manageUser(
        self, users: Any = None, resetpassword: Any = (), delete: Any = ()
    ) -> None:
        """Change staff and remove users; refuse everything if a patron is changed."""
        rows = [row for row in users or () if row.id not in delete]
        patrons = [row for row in rows if row.id in get_directory()]
        if any(_is_change(row) for row in patrons):
            flash(self.request, NOT_HERE, "error")
            return
        kept = [row for row in users or () if row not in patrons]
        super().manageUser(kept, resetpassword, delete)

    def doSearch(self, searchString: str) -> list[dict[str, Any]]:
        """The users found; the roles of patrons cannot be ticked."""
        found = super().doSearch(searchString)
        for row in found:
            if row["id"] in get_directory():
                for role in row["roles"].values():
                    role["canAssign"] = False
        return found


def _is_change(row: Any) -> bool:
    member = api.user.get(row.id)
    email = row.get("email", member.getProperty("email"))
    is_same = email == member.getProperty("email") and "resetpassword" not in row
    return not is_same or not set(row.get("roles", ())) <= set(member.getRoles())


_FOLDER = "portraits"


class GuardedMemberData(DefaultPublishTraverse):
    """The member data tool, with portraits published by a view of this package."""

    def publishTraverse(self, request: HTTPRequest, name: str) -> Any:
        """Return the view for the folder of portraits."""
        if name == _FOLDER:
            return getMultiAdapter((self.context, request), name="ndl-portraits")
        return super().publishTraverse(request, name)


@implementer(IPublishTraverse)
class Portraits(BrowserView):
    """Shows the portrait of one user."""

    user_id = ""

    def publishTraverse(self, request: HTTPRequest, name: str) -> "Portraits":
        """Take the user ID from the path. Raises NotFound for longer paths."""
        if self.user_id:
            raise NotFound(name)
        self.user_id = name
        return self

    def __call__(self) -> Any:
        """The portrait. Raises NotFound if there is none or it may not be seen."""
        portrait = getattr(self.context, _FOLDER).get(self.user_id)
        if portrait is None or not may_see_portraits():
            raise NotFound(self.user_id)
        return portrait.index_html(self.request, self.request.response)
