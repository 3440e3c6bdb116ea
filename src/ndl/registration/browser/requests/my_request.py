"""The page `my-request`: one request, its history, and the possible actions."""

from functools import cached_property
from ndl.registration import _
from ndl.registration.browser.forms.page import ActionPage
from ndl.registration.browser.requests.item import ItemShown
from ndl.registration.browser.requests.page import RequestPage
from ndl.registration.library.entitlements import Condition
from ndl.registration.library.requests.errors import UnknownRequest
from ndl.registration.library.requests.mine import cancel_request
from ndl.registration.library.requests.request import can_cancel
from ndl.registration.library.requests.request import can_change
from ndl.registration.library.requests.request import is_open
from ndl.registration.library.requests.request import PatronRequest
from ndl.registration.library.words import explain
from urllib.parse import quote
from zExceptions import NotFound


class MyRequest(ItemShown, RequestPage, ActionPage):
    """A request of the patron, with a button to cancel it."""

    title = _("Your request")

    @cached_property
    def item(self) -> PatronRequest:
        """The patron's request. Raises NotFound."""
        try:
            return self.own_request()
        except UnknownRequest as error:
            raise NotFound("my-request") from error

    @property
    def url(self) -> str:
        """URL of this page with its request."""
        return self.request_url(self.item.request_id)

    @property
    def to_bring(self) -> str:
        """The condition for using the material; empty if met or closed."""
        if not (self.item.request_only and is_open(self.item.state)):
            return ""
        return explain(Condition.OFFICIAL_OR_CARD, self.language)

    @property
    def may_cancel(self) -> bool:
        """Whether the request can still be cancelled."""
        return can_cancel(self.item.state)

    @property
    def asks(self) -> bool:
        """Whether the page asks if the request shall be cancelled."""
        return self.may_cancel and self.text_of("ask") == "1"

    @property
    def ask_url(self) -> str:
        """URL of the page that asks before a request is cancelled."""
        return f"{self.url}&ask=1"

    @property
    def change_url(self) -> str:
        """URL to change the request; empty when it is too late."""
        if not can_change(self.item.state):
            return ""
        return self.request_url(self.item.request_id, "change-request")

    @property
    def again_url(self) -> str:
        """URL to place the same request again."""
        page = f"request-service/{quote(self.item.service)}"
        return self.request_url(self.item.request_id, page)

    def post(self) -> str:
        """Cancel the request."""
        if "cancel" in self.request.form:
            cancel_request(self.owner, self.item.request_id)
            self.flash(_("The request has been cancelled."))
        return self.redirect(self.url)
