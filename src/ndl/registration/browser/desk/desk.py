"""The queue of applications for official registration."""

from dataclasses import replace
from functools import cached_property
from ndl.registration import _
from ndl.registration.browser.desk.choices import Choice
from ndl.registration.browser.desk.choices import choices_of
from ndl.registration.browser.desk.choices import Question
from ndl.registration.browser.desk.page import DeskPage
from ndl.registration.browser.desk.page import QueuePage
from ndl.registration.browser.desk.page import with_filters
from ndl.registration.browser.desk.row import Row
from ndl.registration.browser.desk.row import row_of
from ndl.registration.browser.desk.words import title_of_state
from ndl.registration.current_user import current_user_id
from ndl.registration.review.entry import IndexEntry
from ndl.registration.review.filters import FILTER_NAMES
from ndl.registration.review.filters import Filters
from ndl.registration.review.filters import parse_filters
from ndl.registration.review.queue import count_applications
from ndl.registration.review.queue import count_held
from ndl.registration.review.queue import count_late
from ndl.registration.review.queue import find_page
from ndl.registration.review.queue import note_listed
from ndl.registration.review.queue import Page
from ndl.registration.review.queue import take_next
from ndl.registration.review.search import find_by_text
from ndl.registration.review.search import FOUND
from ndl.registration.review.states import all_states
from ndl.registration.review.states import is_open
from ndl.registration.review.suspects import count_suspects
from ndl.registration.review.suspects import COUNTED


class Desk(QueuePage, DeskPage):
    """The default page of the desk: waiting applications, the oldest first.

    A search is posted, so that names and addresses stay out of URLs and logs.
    """

    title = _("Registration desk")
    paging_words = (_("Previous applications"), _("Next applications"))
    found: list[IndexEntry] | None = None

    def get(self) -> str:
        """Show the list and record that it was read."""
        note_listed(self.entries)
        return self.index()

    def post(self) -> str:
        """Search applications, or claim the next one and show it."""
        if self.searched:
            self.found = find_by_text(self.searched)
            return self.get()
        application = take_next(self.filters)
        self.flash(_("You have claimed the application."))
        return self.redirect(with_filters(application.absolute_url(), self.asked))

    @property
    def url(self) -> str:
        """The URL of the desk, whose default view is this page."""
        return self.context.absolute_url()

    @property
    def searched(self) -> str:
        """The search terms."""
        return self.text_of("find").strip()

    @cached_property
    def filters(self) -> Filters:
        """The filters of the list; values that are not understood are ignored."""
        return parse_filters(self.asked, current_user_id())[0]

    @cached_property
    def asked(self) -> dict[str, str]:
        """The filters of the URL as texts, without values not understood."""
        given = {name: self.text_of(name) for name in FILTER_NAMES}
        _filters, faulty = parse_filters(given, "")
        return {n: text for n, text in given.items() if text and n not in faulty}

    @cached_property
    def page(self) -> Page:
        """The part of the list that is shown, before a search."""
        after, before = self.text_of("after"), self.text_of("before")
        return find_page(self.filters, after, before)

    @property
    def entries(self) -> tuple[IndexEntry, ...]:
        """The applications that are shown."""
        return self.page.entries if self.found is None else tuple(self.found)

    @property
    def rows(self) -> list[Row]:
        """The applications as rows; URLs keep the filters unless searched."""
        kept = self.asked if self.found is None else {}
        rows = [row_of(entry, self.url) for entry in self.entries]
        return [replace(row, url=with_filters(row.url, kept)) for row in rows]

    @property
    def is_cut_off(self) -> bool:
        """Whether the search may have more results than are shown."""
        return len(self.found or ()) == FOUND

    @property
    def previous_url(self) -> str:
        """URL of the previous page of the list, or empty."""
        page = self.page
        return self.link(before=page.entries[0].number) if page.has_before else ""

    @property
    def next_url(self) -> str:
        """URL of the next page of the list, or empty."""
        page = self.page
        return self.link(after=page.entries[-1].number) if page.has_after else ""

    @property
    def tabs(self) -> list[Choice]:
        """The selectable lists, each with the number of its applications."""
        counts, late = count_applications(), count_late()
        waiting = sum(number for state, number in counts.items() if is_open(state))
        mine = count_held(current_user_id(), COUNTED)
        tabs = [
            (_("To be decided"), {}, str(waiting)),
            (_("Mine"), {"who": "me"}, _up_to(mine)),
            (_("Overdue"), {"overdue": "1"}, str(late)),
        ]
        tabs += [
            (title_of_state(state), {"state": state}, str(counts[state]))
            for state in all_states()
        ]
        shown = [
            Choice(title, self.address(query), self._is_shown(query), count)
            for title, query, count in tabs
        ]
        return shown + self._suspects()

    @property
    def questions(self) -> list[Question]:
        """The filters and sort orders to choose from."""
        return choices_of(self.asked)

    def _suspects(self) -> list[Choice]:
        """A link to possible duplicates with their number; empty if there are none."""
        count = count_suspects()
        if not count:
            return []
        url = f"{self.url}/possible-duplicates"
        title = _("Possible duplicates")
        return [Choice(title, url, False, _up_to(count), "text-bg-warning")]

    def _is_shown(self, query: dict[str, str]) -> bool:
        names = ("state", "who", "overdue")
        shown = {name: self.asked[name] for name in names if name in self.asked}
        return self.found is None and shown == query


def _up_to(count: int) -> str:
    return f"{COUNTED - 1}+" if count == COUNTED else str(count)
