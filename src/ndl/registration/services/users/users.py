"""Stock services for users and exports, with the rules of this package."""

from AccessControl import Unauthorized
from ndl.registration import _
from ndl.registration.account.change_password import change_password
from ndl.registration.current_user import current_user_id
from ndl.registration.errors import DomainError
from ndl.registration.pas.exports import refuse_export
from ndl.registration.patrons.directory import get_directory
from ndl.registration.patrons.errors import WeakPassword
from ndl.registration.services.errors import refuse_stale_code
from ndl.registration.services.errors import say
from ndl.registration.services.errors import status_of
from ndl.registration.settings.constraints import is_text
from ndl.registration.web.fresh import current_needs_code
from ndl.registration.web.portraits import may_see_portraits
from plone import api
from plone.exportimport.services import ExportService
from plone.restapi.deserializer import json_body
from plone.restapi.services.users.add import UsersPost as StockUsersPost
from plone.restapi.services.users.get import PortraitGet as StockPortraitGet
from plone.restapi.services.users.update import UsersPatch as StockUsersPatch
from typing import Any


_TEXTS = ("old_password", "new_password", "reset_token")


class UsersPost(StockUsersPost):
    """Password changes over REST, by users themselves and by managers."""

    def reply(self) -> Any:
        """Add a user or change a password; 400 for any other request."""
        is_password_change = self.params[1:] == ["reset-password"]
        if self.params and not (is_password_change and self._is_understood()):
            message = say(self.request, _("The request could not be understood."))
            return self._error(400, "Malformed request", message)
        return super().reply()

    def update_password(self, data: dict[str, Any]) -> Any:
        """Change a password without revealing to others whether a user exists.

        Users who log in with a code need a fresh one to change their own password.
        """
        current = current_user_id()
        if self.params[0] != current and not self.can_manage_users:
            raise Unauthorized("Only for your own password.")
        is_asked = self.params[0] == current and current_needs_code()
        refused = refuse_stale_code(self.request) if is_asked else None
        if refused:
            return refused
        if current in get_directory() and data.get("old_password"):
            return self._change_of_patron(current, data)
        return super().update_password(data)

    def _change_of_patron(self, user_id: str, data: dict[str, Any]) -> Any:
        """Change a patron's own password, by the use case; None if it was changed."""
        new = data.get("new_password") or ""
        try:
            change_password(get_directory()[user_id], data["old_password"], new, new)
        except WeakPassword as error:
            return self._refuse(error, error.problems)
        except DomainError as error:
            return self._refuse(error, [error.message])
        return None

    def _refuse(self, error: DomainError, messages: list[str]) -> Any:
        text = " ".join(say(self.request, message) for message in messages)
        return self._error(status_of(error.code), error.code.value, text)

    def _is_understood(self) -> bool:
        data = json_body(self.request)
        return all(is_text(data.get(name, "")) for name in _TEXTS)


NOT_HERE = _("What the library keeps of a patron cannot be changed here.")
OWN_PASSWORD = _("To change your own password, send the present one as well.")


class UsersPatch(StockUsersPatch):
    """Refuses patrons: the values would be stored outside of the directory."""

    def reply(self) -> Any:
        """Change a user who is not a patron."""
        user_id, data = self._get_user_id, json_body(self.request)
        if self._is_anonymous:
            return super().reply()
        if user_id in get_directory():
            return self._refuse(NOT_HERE)
        if "password" in data and user_id == current_user_id():
            return self._refuse(OWN_PASSWORD)
        return super().reply()

    def _refuse(self, message: str) -> dict[str, Any]:
        return self._error(403, "Forbidden", say(self.request, message))


class PortraitGet(StockPortraitGet):
    """Portraits; those that the user may not see are answered as missing."""

    def render(self) -> Any:
        """The portrait, or 404 if the user may not see it."""
        if may_see_portraits():
            return super().render()
        self.request.response.setStatus(404)
        return None


class Export(ExportService):
    """Export of the site, without patrons."""

    def render(self) -> bytes:
        """Export the site, unless the export would contain patrons."""
        refuse_export(api.portal.get())
        return super().render()
