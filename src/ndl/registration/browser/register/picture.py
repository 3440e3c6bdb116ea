"""Each picture by itself, for the form's script (R106-R114)."""

from ndl.registration.browser.forms import has_valid_token
from ndl.registration.browser.forms import keep_private
from ndl.registration.browser.forms import note_refusal
from ndl.registration.browser.forms import sealed_of
from ndl.registration.browser.forms import text_of
from ndl.registration.browser.register.apply import applying_patron
from ndl.registration.browser.register.confirm import PageTooOld
from ndl.registration.browser.register.uploads import PictureFields
from ndl.registration.documents.accept import is_busy
from ndl.registration.errors import DomainError
from ndl.registration.registration.confirmation import open_link
from ndl.registration.registration.upgrade import read_upgrade
from ndl.registration.registration.upgrade import refuse_upgrade
from Products.Five.browser import BrowserView
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import Any
from zope.i18n import translate

import json


_FORBIDDEN = 403
_BUSY = 503
# After which it is worth trying again.
_SECONDS = 2


class PictureView(BrowserView):
    """Does with one picture what the form would do with all fields.

    Answers with what then stands beside each input, or, asked to `show` a
    place, with the picture that is kept for it. Asked whether it is `ready`, it
    tells whether a picture would be refused as busy, so that no file is sent in
    vain.
    """

    place_template = ViewPageTemplateFile("place.pt")

    def open(self) -> PictureFields:
        """The fields of whoever asks. Raises DomainError."""
        raise NotImplementedError

    def __call__(self) -> str | bytes:
        """JSON or a picture; only to a form of ours."""
        keep_private(self.request)
        # Asked often while all are busy: nothing else is looked at.
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
            return self._show(pictures, shown)
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
            raise PageTooOld
        return self.open()

    def _show(self, pictures: PictureFields, slot: str) -> bytes:
        for kept in pictures.kept:
            if str(kept.slot) == slot:
                content_type = kept.picture.content_type
                self.request.response.setHeader("Content-Type", content_type)
                return kept.picture.data
        self.request.response.setStatus(404)
        return b""

    def _answer(self, **facts: Any) -> str:
        self.request.response.setHeader("Content-Type", "application/json")
        return json.dumps(facts)


class RegisterPicture(PictureView):
    """The page `register-picture`, for whoever holds the mailed link."""

    def open(self) -> PictureFields:
        """The fields of the link. Raises DomainError."""
        secret = open_link(sealed_of(self.request, "token")).secret
        return PictureFields(self.request, secret, secret)


class ApplyPicture(PictureView):
    """The page `apply-picture`, for a patron who may apply."""

    def open(self) -> PictureFields:
        """The fields of the patron's form. Raises DomainError."""
        patron = applying_patron()
        refuse_upgrade(patron)
        upgrade = read_upgrade(patron, sealed_of(self.request, "token"))
        return PictureFields(self.request, upgrade.user_id, upgrade.secret)
