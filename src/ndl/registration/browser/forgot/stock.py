"""Stock pages for forgotten passwords: redirected or disabled."""

from ndl.registration.browser.forms.request import keep_private
from plone import api
from Products.Five.browser import BrowserView
from typing import Any
from zExceptions import NotFound
from zope.interface import implementer
from zope.publisher.interfaces import IPublishTraverse
from ZPublisher.BaseRequest import DefaultPublishTraverse
from ZPublisher.HTTPRequest import HTTPRequest


@implementer(IPublishTraverse)
class ToForgotPassword(BrowserView):
    """The page that stands in for the stock forms and links."""

    def publishTraverse(self, request: HTTPRequest, name: str) -> "ToForgotPassword":
        """Accept the keys of stock links and ignore them."""
        return self

    def __call__(self, *args: object, **values: object) -> str:
        """Tell nothing, change nothing."""
        keep_private(self.request)
        url = api.portal.get().absolute_url()
        self.request.response.redirect(f"{url}/forgot-password")
        return ""


class ClosedResetTool(DefaultPublishTraverse):
    """`portal_password_reset`: its methods set passwords, so URLs do not reach them."""

    def publishTraverse(self, request: HTTPRequest, name: str) -> Any:
        """Only the settings page of the tool."""
        if name.removeprefix("@@") in {"explainPWResetTool", "manage_overview"}:
            return super().publishTraverse(request, name)
        raise NotFound(name)
