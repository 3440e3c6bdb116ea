"""Base of the pages on which staff work through lists."""

from collections.abc import Mapping
from ndl.registration import _
from ndl.registration.browser.desk.choices import Choice
from ndl.registration.browser.desk.choices import Question
from ndl.registration.browser.forms.page import ActionPage
from ndl.registration.browser.forms.page import PortalPage
from ndl.registration.browser.layout.assets import static_url
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from urllib.parse import urlencode


class WidePage(PortalPage):
    """A page across the whole width.

    The navigation in the left column would list applications as well.
    """

    def prepare(self) -> None:
        """Leave the columns away."""
        self.request.set("disable_plone.leftcolumn", True)
        self.request.set("disable_plone.rightcolumn", True)


class DeskPage(WidePage, ActionPage):
    """A page of the desk with buttons and nothing to type."""

    scripts = ViewPageTemplateFile("scripts.pt")
    keys = ViewPageTemplateFile("keys.pt")

    @property
    def modules(self) -> tuple[str, ...]:
        """The scripts of the page, among those of the package."""
        return ("keys.js",)

    @property
    def has_viewer(self) -> bool:
        """Whether pictures can be enlarged."""
        return False

    @property
    def static(self) -> str:
        """URL of the scripts, which browsers may cache for ever."""
        return static_url()


class QueuePage(WidePage):
    """A list with tabs, filters that stand in the address, and pages."""

    paging_words = ("", "")
    unfiltered = _("Show all that waits")
    tabs_box = ViewPageTemplateFile("tabs.pt")
    filters_box = ViewPageTemplateFile("filters.pt")
    paging_box = ViewPageTemplateFile("paging.pt")

    @property
    def asked(self) -> Mapping[str, str]:
        """The filters as they stand in the address, as far as they are understood."""
        raise NotImplementedError

    @property
    def tabs(self) -> list[Choice]:
        """Lists to choose from."""
        raise NotImplementedError

    @property
    def questions(self) -> list[Question]:
        """The filters to choose from."""
        raise NotImplementedError

    @property
    def has_filters(self) -> bool:
        """Whether more is asked for than a tab does."""
        return bool(self.asked.keys() - {"state"})

    @property
    def previous_url(self) -> str:
        """URL of the previous page of the list, or empty."""
        raise NotImplementedError

    @property
    def next_url(self) -> str:
        """URL of the next page of the list, or empty."""
        raise NotImplementedError

    def address(self, query: Mapping[str, str]) -> str:
        """The list with these filters."""
        return f"{self.url}?{urlencode(query)}" if query else self.url

    def link(self, **place: str) -> str:
        """The list with its filters, from another place on."""
        return self.address({**self.asked, **place})


def with_filters(url: str, asked: Mapping[str, str]) -> str:
    """A URL that keeps the filters of a list."""
    joint = "&" if "?" in url else "?"
    return f"{url}{joint}{urlencode(asked)}" if asked else url
