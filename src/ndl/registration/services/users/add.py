"""POST @users: the stock service, but it tells strangers nothing."""

from AccessControl import Unauthorized
from ndl.registration import _
from ndl.registration.services.fresh import require_fresh_code
from ndl.registration.services.words import say
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
        return refused or super().update_password(data)

    def _is_understood(self) -> bool:
        data = json_body(self.request)
        return all(is_text(data.get(name, "")) for name in _TEXTS)
