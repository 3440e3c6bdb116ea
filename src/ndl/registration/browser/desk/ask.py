"""The page `ask`: an editor asks the patron for information."""

from functools import cached_property
from ndl.registration import _
from ndl.registration.browser.dates import show_day
from ndl.registration.browser.desk.preview import show_preview
from ndl.registration.browser.desk.preview import ShownPreview
from ndl.registration.browser.desk.step_page import WordedPage
from ndl.registration.browser.forms.unsent import UnsentMixin
from ndl.registration.config import PERMISSION_REVIEW
from ndl.registration.review import decide
from ndl.registration.review.errors import LONGEST_NOTE
from ndl.registration.review.errors import NoteTooLong
from ndl.registration.review.errors import QuestionMissing
from ndl.registration.review.inquiry import answer_day
from ndl.registration.review.states import meaning_of
from ndl.registration.review.states import ReviewStep


class Ask(UnsentMixin, WordedPage):
    """The form for a question; the patron is notified by mail."""

    title = _("Ask the patron for information")
    permission = PERMISSION_REVIEW
    unsent_fields = ("step", "question")
    longest = LONGEST_NOTE
    question_error = ""

    def post(self) -> str:
        """Ask the patron, or show the page again with errors or a preview."""
        if not self.question.strip():
            self.question_error = QuestionMissing.message
        elif len(self.question) > LONGEST_NOTE:
            self.question_error = NoteTooLong.message
        if self.question_error or self.wants_preview:
            return self.index()
        decide.ask(self.context, self.question, self.seen, self.step)
        return self.finish(ReviewStep.ASK)

    @property
    def wants_preview(self) -> bool:
        """Whether only the preview was requested."""
        return "preview" in self.request.form

    @cached_property
    def preview(self) -> ShownPreview | None:
        """Preview of the messages; None if not requested, or faulty."""
        if not self.wants_preview or self.question_error:
            return None
        values = {"question": self.question}
        return show_preview(self.context, self.step, values)

    @property
    def step(self) -> str:
        """The posted step if it means asking, else the shipped one."""
        chosen = self.text_of("step")
        return chosen if meaning_of(chosen) is ReviewStep.ASK else ReviewStep.ASK

    @property
    def question(self) -> str:
        """The question as typed, with plain line ends."""
        return self.lines_of("question")

    @property
    def due(self) -> str:
        """Last day for an answer."""
        return show_day(answer_day())
