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
from ndl.registration.review.states import ReviewStep


class Decide(StepPage):
    """Confirmation page of a step: GET asks, POST takes it."""

    @property
    def step(self) -> str:
        """The requested step."""
        return self.text_of("step")

    @property
    def question(self) -> Question | None:
        """The question before the step; steps added by the site use their own title."""
        if not self.step:
            return None
        meaning = meaning_of(self.step)
        asked = question_before(meaning, self.context.is_change)
        if self.step in OUR_STEPS:
            return asked
        return replace(asked, button=own_title_of_step(self.step))

    @property
    def is_verification(self) -> bool:
        """Whether the step is a verification, which shows the check list."""
        return meaning_of(self.step) is ReviewStep.VERIFY

    @property
    def title(self) -> str:
        """The question, as the title of the page."""
        return self.question.title if self.question else ""

    def get(self) -> str:
        """Ask before the step, also when Plone's state menu links here."""
        if meaning_of(self.step) in WORDED:
            return self.redirect(f"{self.url}/{page_of_step(self.step)}")
        return self.index() if self.question else self.redirect(self.url)

    def post(self) -> str:
        """Take the step, or redirect to the page that asks for its data."""
        if meaning_of(self.step) in WORDED:
            page = page_of_step(self.step, self.seen)
            return self.redirect(f"{self.url}/{page}")
        decide.take_step(self.context, self.step, self.seen, checked=self.checked)
        return self.finish(self.step)

    @cached_property
    def preview(self) -> ShownPreview | None:
        """Preview of the messages of a verification; None if there is none."""
        if not self.is_verification:
            return None
        with suppress(DomainError):
            return show_preview(self.context, self.step, {})
        return None

    @property
    def name(self) -> str:
        """The declared name, so that the editor can be sure of the person."""
        held = self.context.declared
        return declaration_of(self.context).full_name if held else ""


class Hold(DeskPage):
    """Renews the claim; the script of the application page posts here as well."""

    @property
    def url(self) -> str:
        """The application, where a refusal is shown."""
        return self.context.absolute_url()

    def get(self) -> str:
        """Redirect to the application: a GET renews nothing."""
        return self.redirect(self.url)

    def post(self) -> str:
        """Renew the claim."""
        hold(self.context)
        return self.redirect(self.url)
