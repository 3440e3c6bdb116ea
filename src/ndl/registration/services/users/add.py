"""POST @users: the stock service, without hints on which users exist."""

from AccessControl import Unauthorized
from ndl.registration import _
from ndl.registration.account.change_password import change_password
from ndl.registration.errors import DomainError
from ndl.registration.patrons.directory import get_directory
from ndl.registration.patrons.errors import WeakPassword
from ndl.registration.services.errors import require_fresh_code
from ndl.registration.services.errors import say
from ndl.registration.services.errors import status_of
from ndl.registration.settings.constraints import is_text
from ndl.registration.web.fresh import current_needs_code
from plone import api
from plone.restapi.deserializer import json_body
from plone.restapi.services.users.add import UsersPost as StockUsersPost
from typing import Any


_TEXTS = ("old_password", "new_password", "reset_token")


class UsersPost(StockUsersPost):
    """Password changes over REST: one's own, or by who manages users."""

    def reply(self) -> Any:
        """Add a user or change a password; 400 for what is neither."""
        is_password_change = self.params[1:] == ["reset-password"]
        if self.params and not (is_password_change and self._is_understood()):
            message = say(self.request, _("The request could not be understood."))
            return self._error(400, "Malformed request", message)
        return super().reply()

    def update_password(self, data: dict[str, Any]) -> Any:
        """Change a password; whether a user exists is told to nobody else.

        Who logs in with a code must have entered one lately, as for any change
        of the own password.
        """
        current = api.user.get_current().getId()
        if self.params[0] != current and not self.can_manage_users:
            raise Unauthorized("Only for your own password.")
        is_asked = self.params[0] == current and current_needs_code()
        refused = require_fresh_code(self.request) if is_asked else None
        if refused:
            return refused
        if current in get_directory() and data.get("old_password"):
            return self._change_of_patron(current, data)
        return super().update_password(data)

    def _change_of_patron(self, user_id: str, data: dict[str, Any]) -> Any:
        """The own password of a patron, by the rule of the library."""
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
