"""PATCH @users: the stock service, but not for patrons and passwords."""

from ndl.registration import _
from ndl.registration.patrons.directory import get_directory
from ndl.registration.services.errors import say
from plone import api
from plone.restapi.deserializer import json_body
from plone.restapi.services.users.update import UsersPatch as StockUsersPatch
from typing import Any


NOT_HERE = _("What the library keeps of a patron cannot be changed here.")
OWN_PASSWORD = _("To change your own password, send the present one as well.")


class UsersPatch(StockUsersPatch):
    """It would store what is sent beside the directory, where nothing erases it."""

    def reply(self) -> Any:
        """Change a user who is no patron."""
        user_id, data = self._get_user_id, json_body(self.request)
        if self._is_anonymous:
            return super().reply()
        if user_id in get_directory():
            return self._refuse(NOT_HERE)
        if "password" in data and user_id == api.user.get_current().getId():
            return self._refuse(OWN_PASSWORD)
        return super().reply()

    def _refuse(self, message: str) -> dict[str, Any]:
        return self._error(403, "Forbidden", say(self.request, message))
