"""Upload and display of single pictures for the form's script (R106-R114)."""

from collections.abc import Iterable
from ndl.registration.browser.forms.request import has_valid_token
from ndl.registration.browser.forms.request import is_posted
from ndl.registration.browser.forms.request import keep_private
from ndl.registration.browser.forms.request import note_refusal
from ndl.registration.browser.forms.request import PAGE_EXPIRED
from ndl.registration.browser.forms.request import text_of
from ndl.registration.browser.register.flow import Flow
from ndl.registration.browser.register.linked import LinkedFlow
from ndl.registration.browser.register.own import ChangeFlow
from ndl.registration.browser.register.own import PatronFlow
from ndl.registration.browser.register.uploads import PictureFields
from ndl.registration.documents.accept import is_busy
from ndl.registration.documents.intake import KeptPicture
from ndl.registration.documents.intake import thumbnail
from ndl.registration.errors import Code
from ndl.registration.errors import DomainError
from ndl.registration.registration.answers import Answers
from ndl.registration.web.origin import is_sent_from_elsewhere
from Products.Five.browser import BrowserView
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import Any
from zope.i18n import translate

import json


class PageExpired(DomainError):
    """The picture was not posted by a form of this portal."""

    code = Code.PAGE_TOO_OLD
    message = PAGE_EXPIRED


_FORBIDDEN = 403
_BUSY = 503
# Retry-After of an answer that is busy.
_SECONDS = 2


class PictureView(BrowserView):
    """Handles one picture as the form would handle all its fields.

    A POST is answered with the HTML of each picture's field; with `show`, with the
    picture kept in that slot; with `ready`, with whether an upload would be refused as
    busy, which saves sending a file in vain.
    """

    refusal: DomainError | None = None
    place_template = ViewPageTemplateFile("place.pt")

    def open_flow(self) -> bool:
        """Open the draft; False if the sender has no access."""
        raise NotImplementedError

    @property
    def answers(self) -> Answers:
        """The answers of the open draft."""
        raise NotImplementedError

    @property
    def kind(self) -> str:
        """The kind of document that was chosen."""
        return ""

    def __call__(self) -> str | bytes:
        """Answer POST of own forms with JSON or a picture, GET with a picture."""
        keep_private(self.request)
        if not is_posted(self.request):
            return self._show_small()
        # Requested often while all processes are busy: skip all other work.
        if text_of(self.request, "ready") and has_valid_token(self.request):
            return self._answer(busy=is_busy())
        try:
            pictures = self._open_genuine()
        except DomainError as error:
            self.request.response.setStatus(_FORBIDDEN)
            note_refusal(self.request, error)
            return self._answer(message=translate(error.message, context=self.request))
        shown = text_of(self.request, "show")
        if shown:
            return self._show(pictures.kept, shown)
        pictures.receive()
        if pictures.is_busy:
            self.request.response.setStatus(_BUSY)
            self.request.response.setHeader("Retry-After", str(_SECONDS))
        return self._answer(
            busy=pictures.is_busy,
            places={
                place["slot"]: self.place_template(place=place)
                for place in pictures.places
            },
        )

    def _open_genuine(self) -> PictureFields:
        if not has_valid_token(self.request):
            raise PageExpired
        if not self.open_flow():
            raise self.refusal or PageExpired
        return PictureFields(self.request, self.answers, self.kind)

    def _show_small(self) -> bytes:
        """A thumbnail for the confirmation page."""
        slot = text_of(self.request, "show")
        if is_sent_from_elsewhere(self.request) or not self.open_flow():
            self.request.response.setStatus(_FORBIDDEN)
            return b""
        data = self._show(self.answers.pictures, slot)
        return thumbnail(data) if data else b""

    def _show(self, pictures: Iterable[KeptPicture], slot: str) -> bytes:
        for kept in pictures:
            if str(kept.slot) == slot and not kept.carried:
                content_type = kept.picture.content_type
                self.request.response.setHeader("Content-Type", content_type)
                return kept.picture.data
        self.request.response.setStatus(404)
        return b""

    def _answer(self, **facts: Any) -> str:
        self.request.response.setHeader("Content-Type", "application/json")
        return json.dumps(facts)


class FlowPicture(Flow, PictureView):
    """Pictures of the submission of a flow."""

    @property
    def answers(self) -> Answers:
        """The answers of the submission."""
        return self.submission.answers

    @property
    def kind(self) -> str:
        """The kind of document that was chosen."""
        return self.submission.kind


class RegisterPicture(LinkedFlow, FlowPicture):
    """The page `register-picture`, for a browser that holds the mailed link."""


class ApplyPicture(PatronFlow, FlowPicture):
    """The page `apply-picture`, for a patron who may apply."""


class ChangePicture(ChangeFlow, FlowPicture):
    """The page `apply-change-picture`, for an official patron."""
