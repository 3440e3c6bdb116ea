"""The patron's records: security history, and download of all data."""

from dataclasses import dataclass
from datetime import datetime
from datetime import UTC
from functools import cached_property
from ndl.registration import _
from ndl.registration.account.data_archive import take_my_data
from ndl.registration.account.history import Happening
from ndl.registration.account.history import history_of
from ndl.registration.account.history_words import about_in_words
from ndl.registration.account.history_words import in_words
from ndl.registration.browser.account.devices import browser_name
from ndl.registration.browser.account.sections import Section
from ndl.registration.browser.dates import show_moment
from ndl.registration.browser.forms.page import PortalPage
from ndl.registration.browser.languages import page_language
from ndl.registration.current_user import current_user_id
from ndl.registration.patrons.directory import get_directory
from ndl.registration.web.download import send_zip
from typing import Any


LATEST = 5


@dataclass(frozen=True)
class ShownHappening:
    """A line of the security history."""

    moment: str
    event: str
    about: str


def show_happening(happening: Happening) -> ShownHappening:
    """A line of the history, in the language of the page."""
    language, agent = page_language(), happening.user_agent
    about = about_in_words(happening.tag, happening.about, language)
    return ShownHappening(
        moment=show_moment(datetime.fromtimestamp(happening.moment, UTC)),
        event=in_words(happening.tag, language),
        about=about or (browser_name(agent) if agent else ""),
    )


class History(Section):
    """The section of My Account with the newest lines of the history."""

    @cached_property
    def latest(self) -> list[ShownHappening]:
        """The newest lines."""
        found = history_of(self.patron.user_id)
        return [show_happening(one) for one in found[:LATEST]]


class MyHistory(PortalPage):
    """The page `my-history`: the whole security history."""

    title = _("Security history")

    @cached_property
    def all(self) -> list[ShownHappening]:
        """All lines, the newest first."""
        found = history_of(current_user_id())
        return [show_happening(one) for one in found]


FILE_NAME = "my-data.zip"


class MyData(PortalPage):
    """Describes the file; the button downloads it."""

    title = _("My data")
    needs_fresh_code = True

    def post(self) -> Any:
        """Send the ZIP file."""
        patron = get_directory()[current_user_id()]
        return send_zip(self.request.response, take_my_data(patron), FILE_NAME)
