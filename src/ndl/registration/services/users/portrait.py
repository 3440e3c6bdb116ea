"""GET @portrait: the stock service, closed to strangers."""

from ndl.registration.web.portraits import may_see_portraits
from plone.restapi.services.users.get import PortraitGet as StockPortraitGet
from typing import Any


class PortraitGet(StockPortraitGet):
    """Pictures that may not be seen are answered as missing."""

    def render(self) -> Any:
        """The picture, for those who may see it; else 404."""
        if may_see_portraits():
            return super().render()
        self.request.response.setStatus(404)
        return None
