"""The page `answer-question`: the patron's answer to an editor's question."""

from functools import cached_property
from ndl.registration import _
from ndl.registration.account.application_steps import answer_question
from ndl.registration.account.application_steps import require_question
from ndl.registration.account.my_application import my_applications
from ndl.registration.account.my_application import UnknownApplication
from ndl.registration.browser.account.application import show_application
from ndl.registration.browser.account.application import ShownApplication
from ndl.registration.browser.forms.page import PortalPage
from ndl.registration.browser.forms.unsent import UnsentMixin
from ndl.registration.browser.person import PatronMixin
from ndl.registration.browser.register.files import take_pictures
from ndl.registration.config import PERMISSION_MY_ACCOUNT
from ndl.registration.errors import Code
from ndl.registration.review.errors import LONGEST_NOTE


ANSWERED = _("Thank you. Your answer has been sent to the library.")


class AnswerQuestion(UnsentMixin, PatronMixin, PortalPage):
    """The form: a text, up to two pictures, or both."""

    title = _("Answer the library")
    permission = PERMISSION_MY_ACCOUNT
    unsent_fields = ("answer",)
    longest = LONGEST_NOTE
    error_fields = {Code.ANSWER_MISSING: "answer", Code.NOTE_TOO_LONG: "answer"}

    @cached_property
    def shown(self) -> ShownApplication | None:
        """The application with an open question; None if there is none."""
        found = [one for one in my_applications(self.patron) if one.question]
        return show_application(found[0]) if found else None

    @property
    def answer(self) -> str:
        """The text as typed, with plain line ends."""
        return self.lines_of("answer")

    def post(self) -> str:
        """Send the answer, or show the errors."""
        number = self.text_of("number")
        if not number:
            raise UnknownApplication
        require_question(self.patron, number)
        pictures, problems = take_pictures(self.request, self.client)
        self.problems |= problems
        if self.problems:
            return self.get()
        answer_question(self.patron, number, self.answer, pictures)
        self.flash(ANSWERED)
        return self.redirect(f"{self.context.absolute_url()}/my-account")
