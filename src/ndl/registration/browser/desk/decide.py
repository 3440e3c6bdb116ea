"""The steps of an editor: claim, hold, release, take over, verify (R122-R124)."""

from contextlib import suppress
from dataclasses import replace
from functools import cached_property
from ndl.registration.browser.desk.facts import declaration_of
from ndl.registration.browser.desk.page import DeskPage
from ndl.registration.browser.desk.preview import show_preview
from ndl.registration.browser.desk.preview import ShownPreview
from ndl.registration.browser.desk.step_page import page_of_step
from ndl.registration.browser.desk.step_page import StepPage
from ndl.registration.browser.desk.step_words import Question
from ndl.registration.browser.desk.step_words import question_before
from ndl.registration.browser.desk.step_words import WORDED
from ndl.registration.errors import DomainError
from ndl.registration.review import decide
from ndl.registration.review.claims import hold
from ndl.registration.review.states import meaning_of
from ndl.registration.review.states import OUR_STEPS
from ndl.registration.review.states import own_title_of_step
from ndl.registration.review.states import Step


class Decide(StepPage):
    """Asks before a step on GET, takes it on POST."""

    @property
    def step(self) -> str:
        """The step that is asked for."""
        return self.text_of("step")

    @property
    def question(self) -> Question | None:
        """The question before the step; steps of the site use their own title."""
        if not self.step:
            return None
        meaning = meaning_of(self.step)
        asked = question_before(meaning, self.context.is_change)
        if self.step in OUR_STEPS:
            return asked
        return replace(asked, button=own_title_of_step(self.step))

    @property
    def is_verification(self) -> bool:
        """Whether the check list belongs to the step."""
        return meaning_of(self.step) is Step.VERIFY

    @property
    def title(self) -> str:
        """The question, as the title of the page."""
        return self.question.title if self.question else ""

    def get(self) -> str:
        """Ask before the step, also where a link of Plone's state menu leads."""
        if meaning_of(self.step) in WORDED:
            return self.redirect(f"{self.url}/{page_of_step(self.step)}")
        return self.index() if self.question else self.redirect(self.url)

    def post(self) -> str:
        """Take the step, or ask for the data that it needs."""
        if meaning_of(self.step) in WORDED:
            page = page_of_step(self.step, self.seen)
            return self.redirect(f"{self.url}/{page}")
        decide.take_step(self.context, self.step, self.seen, checked=self.checked)
        return self.finish(self.step)

    @cached_property
    def preview(self) -> ShownPreview | None:
        """Preview of the messages of a verification."""
        if not self.is_verification:
            return None
        with suppress(DomainError):
            return show_preview(self.context, self.step, {})
        return None

    @property
    def name(self) -> str:
        """The declared name, to be sure whom it is about."""
        held = self.context.declared
        return declaration_of(self.context).full_name if held else ""


class Hold(DeskPage):
    """A button of the application; the page's script sends its form as well."""

    @property
    def url(self) -> str:
        """The application, where a refusal is shown."""
        return self.context.absolute_url()

    def get(self) -> str:
        """Show the application: a look alone renews nothing."""
        return self.redirect(self.url)

    def post(self) -> str:
        """Renew the claim."""
        hold(self.context)
        return self.redirect(self.url)
