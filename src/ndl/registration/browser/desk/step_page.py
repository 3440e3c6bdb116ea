"""Base of the pages that take a step of the review."""

from functools import cached_property
from ndl.registration import _
from ndl.registration.browser.dates import show_moment
from ndl.registration.browser.desk.preview import ShownPreview
from ndl.registration.browser.desk.shown import ShownApplication
from ndl.registration.browser.desk.step_words import DONE
from ndl.registration.browser.desk.step_words import DONE_CHANGE
from ndl.registration.browser.desk.step_words import DONE_LATER
from ndl.registration.browser.desk.step_words import DONE_OTHER
from ndl.registration.browser.desk.step_words import STAYS
from ndl.registration.browser.desk.step_words import WEIGHTY
from ndl.registration.browser.desk.step_words import WORDED
from ndl.registration.browser.languages import page_language
from ndl.registration.current_user import current_user_id
from ndl.registration.errors import DomainError
from ndl.registration.review.errors import NothingWaits
from ndl.registration.review.filters import parse_filters
from ndl.registration.review.queue import take_next
from ndl.registration.review.states import claimed_by
from ndl.registration.review.states import meaning_of
from ndl.registration.review.states import OUR_STEPS
from ndl.registration.review.states import ReviewStep
from ndl.registration.review.states import state_of
from ndl.registration.review.states import token_of
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from urllib.parse import urlencode
from zope.i18nmessageid import Message

import transaction


# Parameters: go on with the next application; number of the one decided before it.
NEXT = "next"
DECIDED = "decided"


def page_of_step(step: str, seen: str = "") -> str:
    """The page that must ask before a step, with its query; empty if none is needed."""
    query = urlencode({"step": step} | ({"seen": seen} if seen else {}))
    meaning = meaning_of(step)
    if meaning in WORDED:
        return f"{WORDED[meaning]}?{query}"
    return f"decide?{query}" if meaning in WEIGHTY else ""


class StepPage(ShownApplication):
    """A page that takes a step of the review on POST.

    Every POST redirects to a page that shows the new state.
    """

    @property
    def url(self) -> str:
        """URL of the application, where refusals are shown."""
        return self.context.absolute_url()

    @property
    def seen(self) -> str:
        """Token of the state that this page shows.

        Empty for a POST without it: the step was not chosen on this page.
        """
        given = self.sealed_of("seen")
        if given or self.is_posted:
            return given
        return token_of(self.context)

    @property
    def claimed_by(self) -> str:
        """The other editor who has claimed the application; empty if there is none."""
        editor = claimed_by(self.context)
        return "" if editor == current_user_id() else editor

    @property
    def patron_language(self) -> str:
        """The patron's language, for the note; the page's if no longer registered."""
        return self.patron.language if self.patron else page_language()

    @property
    def reads(self) -> str:
        """A sentence that names this language."""
        if self.patron_language == "ja":
            return _("This patron reads Japanese.")
        return _("This patron reads English.")

    @cached_property
    def preview(self) -> ShownPreview | None:
        """Preview of the messages to the patron, on pages that have one."""
        return None

    preview_box = ViewPageTemplateFile("preview.pt")

    def finish(self, step: str) -> str:
        """Confirm the step and redirect to where the editor continues."""
        self.flash(self._done(step))
        stays = step in STAYS or step not in OUR_STEPS
        here = self.context.absolute_url()
        return self.redirect(self.kept(here) if stays else self._next())

    def _next(self) -> str:
        """URL of the next application, if requested and found, or of the list."""
        if NEXT in self.request.form:
            query, editor = self.asked, current_user_id()
            filters, _faulty = parse_filters(query, editor)
            try:
                application = take_next(filters)
            except NothingWaits as error:
                self.flash(error.message)
            else:
                query = query | {DECIDED: self.context.getId()}
                return f"{application.absolute_url()}?{urlencode(query)}"
        return self.list_url

    def _done(self, step: str) -> str:
        """The message after the step; a decision may take effect later."""
        state = state_of(self.context)
        if state in DONE_LATER and step != ReviewStep.RELEASE:
            decision = self.context.decision
            effective = decision.effective if decision else None
            mapping = {"time": show_moment(effective) if effective else ""}
            return Message(DONE_LATER[state], mapping=mapping)
        is_change = step == ReviewStep.VERIFY and self.context.is_change
        return DONE_CHANGE if is_change else DONE.get(step, DONE_OTHER)

    def refuse_for(self, error: DomainError) -> str:
        """Show the refusal, and discard all changes of this request."""
        transaction.doom()
        return super().refuse_for(error)


class WordedPage(StepPage):
    """A page of a step that needs a text, which is kept when the step is refused."""

    def refuse(self, message: str, field: str = "") -> str:
        """Show the page again: the reason, and the application as it is now."""
        self.message = message
        return self.index()

    @property
    def seen(self) -> str:
        """Token of the present state where the page is shown again."""
        return token_of(self.context) if self.message else super().seen
