"""`portal_memberdata/portraits`, which hides from strangers who has a portrait."""

from ndl.registration.web.portraits import may_see_portraits
from Products.Five.browser import BrowserView
from typing import Any
from zExceptions import NotFound
from zope.component import getMultiAdapter
from zope.interface import implementer
from zope.publisher.interfaces import IPublishTraverse
from ZPublisher.BaseRequest import DefaultPublishTraverse
from ZPublisher.HTTPRequest import HTTPRequest


_FOLDER = "portraits"


class GuardedMemberData(DefaultPublishTraverse):
    """The tool of member data: its pictures are shown by a page of the add-on."""

    def publishTraverse(self, request: HTTPRequest, name: str) -> Any:
        """The page instead of the folder."""
        if name == _FOLDER:
            return getMultiAdapter((self.context, request), name="ndl-portraits")
        return super().publishTraverse(request, name)


@implementer(IPublishTraverse)
class Portraits(BrowserView):
    """Shows one picture by the ID of its user."""

    user_id = ""

    def publishTraverse(self, request: HTTPRequest, name: str) -> "Portraits":
        """Take the ID. Raises NotFound for more."""
        if self.user_id:
            raise NotFound(name)
        self.user_id = name
        return self

    def __call__(self) -> Any:
        """The picture. Raises NotFound, also where it is not to be seen."""
        portrait = getattr(self.context, _FOLDER).get(self.user_id)
        if portrait is None or not may_see_portraits():
            raise NotFound(self.user_id)
        return portrait.index_html(self.request, self.request.response)
