"""Base classes of the pages on which staff work through lists."""

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
    """A page without side columns.

    The navigation in the left column would list applications as well.
    """

    def prepare(self) -> None:
        """Switch off both columns."""
        self.request.set("disable_plone.leftcolumn", True)
        self.request.set("disable_plone.rightcolumn", True)


class DeskPage(WidePage, ActionPage):
    """A page of the desk with buttons and no input fields."""

    scripts = ViewPageTemplateFile("scripts.pt")
    keys = ViewPageTemplateFile("keys.pt")

    @property
    def modules(self) -> tuple[str, ...]:
        """File names of the page's scripts, in the package's static folder."""
        return ("keys.js",)

    @property
    def has_viewer(self) -> bool:
        """Whether pictures can be enlarged."""
        return False

    @property
    def static(self) -> str:
        """Base URL of the scripts, which browsers may cache for ever."""
        return static_url()


class QueuePage(WidePage):
    """A list with tabs, paging, and filters that are kept in the URL."""

    paging_words = ("", "")
    unfiltered = _("Show all that waits")
    tabs_box = ViewPageTemplateFile("tabs.pt")
    filters_box = ViewPageTemplateFile("filters.pt")
    paging_box = ViewPageTemplateFile("paging.pt")

    @property
    def asked(self) -> Mapping[str, str]:
        """The filters of the URL as texts, without values not understood."""
        raise NotImplementedError

    @property
    def tabs(self) -> list[Choice]:
        """The selectable lists."""
        raise NotImplementedError

    @property
    def questions(self) -> list[Question]:
        """The filters to choose from."""
        raise NotImplementedError

    @property
    def has_filters(self) -> bool:
        """Whether there are filters besides the state, which the tabs choose."""
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
        """URL of the list with these filters."""
        return f"{self.url}?{urlencode(query)}" if query else self.url

    def link(self, **place: str) -> str:
        """URL of the list with its filters, after or before the given number."""
        return self.address({**self.asked, **place})


def with_filters(url: str, asked: Mapping[str, str]) -> str:
    """`url` with the filters of a list added."""
    joint = "&" if "?" in url else "?"
    return f"{url}{joint}{urlencode(asked)}" if asked else url
