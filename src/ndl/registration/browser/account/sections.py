"""My Account: the page, and its sections as viewlets that a site can rearrange."""

from functools import cached_property
from ndl.registration import _
from ndl.registration.account.my_application import declined_application
from ndl.registration.browser.forms.page import PortalPage
from ndl.registration.browser.notices.shown import show
from ndl.registration.browser.notices.shown import ShownNotice
from ndl.registration.browser.person import PatronMixin
from ndl.registration.browser.requests.shown import show_request
from ndl.registration.browser.requests.shown import ShownRequest
from ndl.registration.library.entitlements import Entitlement
from ndl.registration.library.entitlements import entitlements
from ndl.registration.library.my_list.lists import lists_of
from ndl.registration.library.my_list.lists import title_of
from ndl.registration.library.requests.mine import count_open
from ndl.registration.library.requests.mine import latest_requests
from ndl.registration.notices.personal import entries_of
from plone.app.layout.viewlets.common import ViewletBase
from plone.app.viewletmanager.interfaces import IViewletSettingsStorage
from plone.app.viewletmanager.manager import OrderedViewletManager
from Products.Five.viewlet.manager import ViewletManagerBase
from typing import Any
from zope.component import queryMultiAdapter
from zope.component import queryUtility


class MyAccount(PortalPage):
    """The page `my-account`, the landing page of patrons (R41)."""

    title = _("My Account")


LATEST = 3
_LAST = 500


class Sections(OrderedViewletManager, ViewletManagerBase):
    """The sections, in the order set by the site, then by `position`."""

    def sort(self, viewlets: list[tuple[str, Any]]) -> list[tuple[str, Any]]:
        """Sort the sections."""
        storage = queryUtility(IViewletSettingsStorage)
        skin = self.context.getCurrentSkinName()
        order = storage.getOrder(self.__name__, skin) if storage is not None else ()
        ranks = {name: rank for rank, name in enumerate(order)}

        def key(entry: tuple[str, Any]) -> tuple[int, int, str]:
            name, viewlet = entry
            position = int(getattr(viewlet, "position", _LAST))
            return ranks.get(name, len(ranks)), position, name

        return sorted(viewlets, key=key)


class Section(PatronMixin, ViewletBase):
    """A section of My Account about the logged-in patron.

    `position` is its place among the sections, a number that ZCML may set.
    """

    position: int | str = _LAST

    def render(self) -> str:
        """The HTML of the section; empty if it is not available."""
        return super().render() if self.available else ""

    @property
    def available(self) -> bool:
        """Whether the section is shown to this patron."""
        return True

    @property
    def url(self) -> str:
        """The URL of the site, below which the pages are."""
        return self.context.absolute_url()

    def has_page(self, name: str) -> bool:
        """Whether the site has a page of this name."""
        view = queryMultiAdapter((self.context, self.request), name=name)
        return view is not None


class Declined(Section):
    """The box about a declined application (R128)."""

    @property
    def available(self) -> bool:
        """Whether the newest application was declined."""
        return declined_application(self.patron) is not None


class Notices(Section):
    """The newest notices, and a link to all (R126)."""

    @cached_property
    def notices(self) -> list[ShownNotice]:
        """The newest notices."""
        return [show(entry) for entry in entries_of(self.patron)[:LATEST]]


class Services(Section):
    """The services that the patron may use."""

    @property
    def services(self) -> list[Entitlement]:
        """Services open to the patron, at once or after consent."""
        found = entitlements(self.patron)
        return [one for one in found if one.is_open or one.after_consent]


class MyLists(Section):
    """The lists of records, with the number of records in each (R4)."""

    @property
    def lists(self) -> list[dict[str, Any]]:
        """Title, number of records and URL of each list."""
        return [
            {
                "title": title_of(each),
                "count": len(each.entries),
                "url": f"{self.url}/my-list?list={each.list_id}",
            }
            for each in lists_of(self.patron)
        ]


class Requests(Section):
    """The newest requests, and the number of open ones (R2)."""

    @property
    def open_count(self) -> int:
        """Number of open requests."""
        return count_open(self.patron)

    @cached_property
    def latest(self) -> list[ShownRequest]:
        """The newest requests."""
        return [show_request(request) for request in latest_requests(self.patron)]
