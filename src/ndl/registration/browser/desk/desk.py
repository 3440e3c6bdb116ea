"""The list of applications for official registration."""

from dataclasses import dataclass
from functools import cached_property
from ndl.registration import _
from ndl.registration.browser.dates import show_day
from ndl.registration.browser.dates import show_moment
from ndl.registration.browser.desk.page import batch_start
from ndl.registration.browser.desk.page import prepare
from ndl.registration.browser.desk.words import badge_of
from ndl.registration.browser.desk.words import title_of_state
from ndl.registration.browser.forms import text_of
from ndl.registration.browser.page import IPortalPage
from ndl.registration.config import now
from ndl.registration.config import site_zone
from ndl.registration.review.content import RegistrationApplication
from ndl.registration.review.content import RegistrationDesk
from ndl.registration.review.queue import BATCH
from ndl.registration.review.queue import count_applications
from ndl.registration.review.queue import find_applications
from ndl.registration.review.states import all_states
from ndl.registration.review.states import claimed_by
from ndl.registration.review.states import is_open
from ndl.registration.review.states import open_states
from ndl.registration.review.states import state_of
from ndl.registration.review.suspects import count_suspects
from ndl.registration.review.suspects import COUNTED
from plone.batching import Batch
from Products.CMFPlone.browser.navigation import PhysicalNavigationBreadcrumbs
from Products.Five.browser import BrowserView
from zope.i18n import translate
from zope.interface import implementer


@dataclass(frozen=True)
class Tab:
    """One state to choose, with the number of its applications."""

    title: str
    count: int
    url: str
    active: bool


@implementer(IPortalPage)
class Desk(BrowserView):
    """The default page of the desk: waiting applications first."""

    title = _("Registration desk")

    def __call__(self) -> str:
        """Show the list to editors."""
        prepare(self.request)
        return self.index()

    @cached_property
    def state(self) -> str | None:
        """The state that was chosen, or None for all open ones."""
        chosen = text_of(self.request, "state")
        return chosen if chosen in all_states() else None

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many applications are in each state."""
        return count_applications()

    @property
    def open_count(self) -> int:
        """How many wait for a decision."""
        return sum(self.counts[state] for state in open_states())

    @property
    def suspect_count(self) -> str:
        """How many patrons may be registered twice; empty for nobody."""
        count = count_suspects()
        return f"{COUNTED - 1}+" if count == COUNTED else str(count or "")

    @property
    def tabs(self) -> list[Tab]:
        """The states to choose from."""
        url = self.context.absolute_url()
        return [
            Tab(
                title_of_state(state),
                self.counts[state],
                f"{url}?state={state}",
                state == self.state,
            )
            for state in all_states()
        ]

    @cached_property
    def batch(self) -> Batch:
        """The applications of this page."""
        start = batch_start(self.request)
        states = open_states() if self.state is None else [self.state]
        found = find_applications(states, start=start, size=BATCH)
        return Batch(found, size=BATCH, start=start)

    @property
    def rows(self) -> list[dict[str, object]]:
        """What the list says of each application of this page."""
        return [_row(entry.getObject()) for entry in self.batch]


class DeskBreadcrumbs(PhysicalNavigationBreadcrumbs):
    """The way to the desk, under the name that its page has in each language."""

    def customize_entry(
        self, entry: dict[str, str], context: RegistrationDesk | None = None
    ) -> None:
        """Name the desk; its stored title knows one language only."""
        entry["Title"] = translate(Desk.title, context=self.request)


def _row(application: RegistrationApplication) -> dict[str, object]:
    state = state_of(application)
    today = now().astimezone(site_zone()).date()
    submitted = application.submitted_at.astimezone(site_zone()).date()
    return {
        "number": application.getId(),
        "url": application.absolute_url(),
        "submitted": show_moment(application.submitted_at),
        "days": (today - submitted).days,
        "due": show_day(application.due),
        "late": is_open(state) and application.due < today,
        "state": title_of_state(state),
        "badge": badge_of(state),
        "open": is_open(state),
        "claimed_by": claimed_by(application),
    }
