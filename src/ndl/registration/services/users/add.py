"""POST @users: the stock service, but it tells strangers nothing."""

from AccessControl import Unauthorized
from plone import api
from plone.restapi.services.users.add import UsersPost as StockUsersPost
from typing import Any


class UsersPost(StockUsersPost):
    """Password changes over REST: one's own, or by who manages users."""

    def update_password(self, data: dict[str, Any]) -> Any:
        """Change a password; whether a user exists is told to nobody else."""
        current = api.user.get_current().getId()
        if self.params[0] != current and not self.can_manage_users:
            raise Unauthorized("Only for your own password.")
        return super().update_password(data)
