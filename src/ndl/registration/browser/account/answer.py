"""The page `answer-question`: what an editor has asked for."""

from functools import cached_property
from ndl.registration import _
from ndl.registration.account.my_application import answer_question
from ndl.registration.account.my_application import my_applications
from ndl.registration.account.my_application import require_question
from ndl.registration.account.my_application import UnknownApplication
from ndl.registration.browser.account.application import show_application
from ndl.registration.browser.account.application import ShownApplication
from ndl.registration.browser.forms.page import PortalPage
from ndl.registration.browser.forms.request import note_refusal
from ndl.registration.browser.register.uploads import files_in
from ndl.registration.browser.register.uploads import take_upload
from ndl.registration.documents.accept import Picture
from ndl.registration.documents.errors import TooManyPictures
from ndl.registration.documents.intake import SLOTS
from ndl.registration.errors import Code
from ndl.registration.errors import DomainError
from ndl.registration.limits.throttle import enforce_limit
from ndl.registration.limits.throttle import Limiter
from ndl.registration.patrons.directory import get_directory
from ndl.registration.patrons.patron import Patron
from ndl.registration.review.errors import LONGEST_NOTE
from ndl.registration.text import PAGE_LENGTH
from plone import api


ANSWERED = _("Thank you. Your answer has been sent to the library.")


class AnswerQuestion(PortalPage):
    """A text, up to two pictures, or both."""

    title = _("Answer the library")
    longest = LONGEST_NOTE
    error_fields = {Code.ANSWER_MISSING: "answer", Code.NOTE_TOO_LONG: "answer"}

    @property
    def patron(self) -> Patron:
        """The patron who is logged in."""
        return get_directory()[api.user.get_current().getId()]

    @cached_property
    def shown(self) -> ShownApplication | None:
        """The application with an open question."""
        found = [one for one in my_applications(self.patron) if one.question]
        return show_application(found[0]) if found else None

    @property
    def answer(self) -> str:
        """The text as it was typed, with plain line ends."""
        return self.text_of("answer", PAGE_LENGTH).replace("\r\n", "\n")

    def post(self) -> str:
        """Send the answer, or show what is wrong with it."""
        number = self.text_of("number")
        if not number:
            raise UnknownApplication
        require_question(self.patron, number)
        pictures = self._pictures()
        if self.problems:
            return self.get()
        answer_question(self.patron, number, self.answer, pictures)
        self.flash(ANSWERED)
        return self.redirect(f"{self.context.absolute_url()}/my-account")

    def _pictures(self) -> list[Picture]:
        found: list[Picture] = []
        if len(list(files_in(self.request.form))) > len(SLOTS):
            self.add_field_error("picture_1", TooManyPictures.message)
            return found
        for slot in SLOTS:
            name = f"picture_{slot}"
            for upload in files_in({name: self.request.form.get(name)}):
                try:
                    enforce_limit(Limiter.PICTURES, self.client)
                    found.append(take_upload(slot, upload).picture)
                except DomainError as error:
                    note_refusal(self.request, error)
                    self.add_field_error(name, error.message)
        return found
