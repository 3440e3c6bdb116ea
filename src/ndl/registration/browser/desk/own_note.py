"""The page `own-note`: notes between editors about an application."""

from ndl.registration import _
from ndl.registration.browser.desk.shown import ShownApplication
from ndl.registration.browser.forms.page import PortalPage
from ndl.registration.browser.forms.unsent import UnsentMixin
from ndl.registration.config import PERMISSION_REVIEW
from ndl.registration.errors import Code
from ndl.registration.review.errors import LONGEST_NOTE
from ndl.registration.review.own_note import keep_own_note
from ndl.registration.review.own_note import note_mark


FIELD = "own_note"


class OwnNote(UnsentMixin, ShownApplication):
    """Form beside data and pictures; keeps the typed text when it is refused."""

    title = _("Note for colleagues")
    permission = PERMISSION_REVIEW
    unsent_fields = (FIELD,)
    longest = LONGEST_NOTE
    error_fields = {Code.NOTE_TOO_LONG: FIELD, Code.STALE_PAGE: FIELD}

    def post(self) -> str:
        """Save the note and show the application."""
        seen = self.sealed_of("seen")
        keep_own_note(self.context, self.lines_of(FIELD), seen)
        self.flash(_("The note has been saved."))
        return self.redirect(self.context.absolute_url())

    def refuse(self, message: str, field: str = "") -> str:
        """Show the page again with the text as typed."""
        return PortalPage.refuse(self, message, field)

    @property
    def seen(self) -> str:
        """Token of the note that is shown, to detect later changes."""
        return note_mark(self.context)

    @property
    def typed(self) -> str:
        """The note as typed, or the stored one before a POST."""
        if self.is_posted or self.is_restored:
            return self.lines_of(FIELD)
        return self.context.own_note

    @property
    def present(self) -> str:
        """The stored note, if it differs from the typed one; else empty."""
        note = self.context.own_note
        return note if note != self.typed else ""
