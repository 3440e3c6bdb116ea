"""The identity document: kind, pictures, and continuing on a telephone (R106-R114)."""

from collections.abc import Mapping
from ndl.registration import _
from ndl.registration.browser.register.step import StepForm
from ndl.registration.browser.register.uploads import PictureFields
from ndl.registration.dates import minutes_of
from ndl.registration.documents.handover import hand_over
from ndl.registration.documents.handover import LIFETIME
from ndl.registration.mail.compose import portal_link
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import Any
from z3c.form import button
from z3c.form.action import Action

import segno


PHONE_PAGE = "phone-pictures"


class DocumentStep(StepForm):
    """The identity document, for official registration (R106-R114)."""

    buttons = StepForm.buttons.copy()
    handlers = StepForm.handlers.copy()
    form_fields = ViewPageTemplateFile("document.pt")
    phone_link = ""
    pictures_template = ViewPageTemplateFile("pictures.pt")
    place_template = ViewPageTemplateFile("place.pt")
    pictures: PictureFields
    is_file_refused = False

    def updateFields(self) -> None:
        """Prepare the pictures, which are not schema fields."""
        super().updateFields()
        submission = self.submission
        self.pictures = PictureFields(
            self.request, submission.answers, submission.kind, self.wrong_parts
        )

    def receive(self) -> bool:
        """Accept the posted pictures; False if some are missing or faulty."""
        if self.is_genuine:
            self.pictures.receive()
            self.is_file_refused = bool(self.pictures.errors)
            self.pictures.require()
        return not self.pictures.errors

    def show_faults(self) -> None:
        """Show what was wrong with the entries, and what is missing."""
        super().show_faults()
        self.pictures.require()

    def ask_again(self) -> None:
        """Show the faults; why a file was refused is not kept, so at once."""
        if self.is_file_refused:
            self.typed.keep(is_refused=True)
        else:
            super().ask_again()

    def answer(self, data: Mapping[str, Any]) -> None:
        """Store the kind of document. Raises EntriesFaulty."""
        self.submission.answer_document(self.pictures.kind, data)

    @button.buttonAndHandler(_("Continue on your telephone"), name="phone")
    def continue_on_phone(self, action: Action) -> None:
        """Show a QR code by which a telephone with a camera takes the draft over."""
        self._keep()
        self.submission.answers.keep_carried()
        place = self.submission.application.place
        token = hand_over(place.owner, place.secret)
        self.phone_link = portal_link(f"{PHONE_PAGE}?token={token}")

    @button.buttonAndHandler(_("Show the images from the telephone"), name="refresh")
    def refresh(self, action: Action) -> None:
        """Show the pictures that the telephone has added."""
        self._keep()
        self.go_to(self.action_url)

    def _keep(self) -> None:
        if self.is_genuine:
            self.pictures.receive()
        self.typed.keep()

    @property
    def phone_code(self) -> str:
        """The QR code for the telephone, as SVG."""
        code = segno.make(self.phone_link, error="m")
        return code.svg_inline(light="white", omitsize=True)

    @property
    def phone_minutes(self) -> int:
        """Lifetime of the code in minutes."""
        return minutes_of(LIFETIME)

    @property
    def faulty_links(self) -> list[dict[str, str]]:
        """Links to the faulty fields, in the order of the page."""
        return [*super().faulty_links, *self.pictures.faulty_links]

    @property
    def picture_fields(self) -> str:
        """Inputs for the kind of document and the pictures, as HTML."""
        return self.pictures_template(pictures=self.pictures, page=self.picture_page)
