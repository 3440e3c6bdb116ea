"""GET @portrait: the stock service, but strangers learn nothing from it."""

from ndl.registration.web.portraits import may_see_portraits
from plone.restapi.services.users.get import PortraitGet as StockPortraitGet
from typing import Any


class PortraitGet(StockPortraitGet):
    """A picture is answered for as if there were none."""

    def render(self) -> Any:
        """The picture, for those who may see it; else 404."""
        if may_see_portraits():
            return super().render()
        self.request.response.setStatus(404)
        return None
