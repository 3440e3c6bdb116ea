"""Declining an application: reasons, wrong parts and a note (R124)."""

from functools import cached_property
from ndl.registration import _
from ndl.registration.browser.desk.preview import show_preview
from ndl.registration.browser.desk.preview import ShownPreview
from ndl.registration.browser.desk.step_page import WordedPage
from ndl.registration.browser.forms.unsent import UnsentMixin
from ndl.registration.config import PERMISSION_REVIEW
from ndl.registration.review import decide
from ndl.registration.review.errors import LONGEST_NOTE
from ndl.registration.review.errors import NoteMissing
from ndl.registration.review.errors import NoteTooLong
from ndl.registration.review.errors import ReasonMissing
from ndl.registration.review.parts import known_parts
from ndl.registration.review.parts import Part
from ndl.registration.review.parts import TITLES
from ndl.registration.review.reasons import DeclineReason
from ndl.registration.review.reasons import need_note
from ndl.registration.review.reasons import offered_reasons
from ndl.registration.review.states import meaning_of
from ndl.registration.review.states import ReviewStep
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile


class Decline(UnsentMixin, WordedPage):
    """Decline for reasons, with a note to the patron."""

    __name__ = "decline"
    title = _("Decline this application")
    permission = PERMISSION_REVIEW
    unsent_fields = ("step", "note", "reasons", "parts", "checked")
    reasons_error = ""
    note_error = ""
    longest = LONGEST_NOTE
    missing = ReasonMissing.message
    fields = ViewPageTemplateFile("decline_fields.pt")

    def post(self) -> str:
        """Decline, or show the entries again with errors or a preview."""
        if not self.chosen:
            self.reasons_error = ReasonMissing.message
        if len(self.note) > LONGEST_NOTE:
            self.note_error = NoteTooLong.message
        elif not self.note.strip() and need_note(self.chosen):
            self.note_error = NoteMissing.message
        if self.reasons_error or self.note_error or self.wants_preview:
            return self.index()
        decide.decline(
            self.context,
            self.chosen,
            self.note,
            self.seen,
            self.marked,
            self.step,
            tuple(self.checked),
        )
        return self.finish(ReviewStep.DECLINE)

    @property
    def wants_preview(self) -> bool:
        """Whether only the preview was requested."""
        return "preview" in self.request.form

    @cached_property
    def preview(self) -> ShownPreview | None:
        """Preview of the messages; None if not requested, or faulty."""
        if not self.wants_preview or self.reasons_error or self.note_error:
            return None
        values = {"reasons": self.chosen, "note": self.note, "parts": self.marked}
        return show_preview(self.context, self.step, values)

    @property
    def step(self) -> str:
        """The posted step if it means declining, else the shipped one."""
        asked = self.text_of("step")
        return asked if meaning_of(asked) is ReviewStep.DECLINE else ReviewStep.DECLINE

    @property
    def reasons(self) -> list[DeclineReason]:
        """The reasons to choose from."""
        return list(offered_reasons().values())

    @property
    def chosen(self) -> tuple[str, ...]:
        """Names of the ticked reasons, in the order offered."""
        posted = self.request.form.get("reasons") or ()
        names = {posted} if isinstance(posted, str) else set(map(str, posted))
        return tuple(name for name in offered_reasons() if name in names)

    @property
    def parts(self) -> list[dict[str, str]]:
        """Name and title of each part that can be marked as wrong."""
        return [{"name": part.value, "title": TITLES[part]} for part in Part]

    @property
    def marked(self) -> tuple[Part, ...]:
        """Parts that are marked as wrong."""
        posted = self.request.form.get("parts") or ()
        return known_parts((posted,) if isinstance(posted, str) else posted)

    @property
    def note(self) -> str:
        """The note as typed, with plain line ends."""
        return self.lines_of("note")
