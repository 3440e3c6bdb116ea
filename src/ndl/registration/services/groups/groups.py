"""PATCH and DELETE @groups: refused for the groups of services."""

from ndl.registration.library.groups import COMPUTED
from ndl.registration.library.groups import is_reserved
from ndl.registration.services.errors import say
from plone.restapi.services.groups.delete import GroupsDelete as StockGroupsDelete
from plone.restapi.services.groups.update import GroupsPatch as StockGroupsPatch
from typing import Any


class _Guarded:
    """Refuses groups that are computed; `params` is the path of the request."""

    request: Any
    params: list[str]

    def reply(self) -> Any:
        """Change a group that is stored."""
        if not any(map(is_reserved, self.params)):
            return super().reply()  # type: ignore[misc]
        self.request.response.setStatus(403)
        message = say(self.request, COMPUTED)
        return {"error": {"type": "Forbidden", "message": message}}


class GroupsPatch(_Guarded, StockGroupsPatch):
    """Changes stored groups only."""


class GroupsDelete(_Guarded, StockGroupsDelete):
    """Deletes stored groups only."""
