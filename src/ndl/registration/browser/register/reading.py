"""Katakana offered for a reading that was typed in romaji (R70)."""

from ndl.registration import _
from ndl.registration.browser.forms.request import text_of
from ndl.registration.declaration.names import offer_kana
from Products.Five.browser import BrowserView
from zope.component.hooks import getSite
from zope.i18n import translate
from ZPublisher.HTTPRequest import HTTPRequest

import json


OFFER = _("Use ${reading}", mapping={"reading": "{reading}"})


def offer_attributes(request: HTTPRequest) -> dict[str, str]:
    """Attributes of an input for the script `reading.js`."""
    return {
        "data-reading": f"{getSite().absolute_url()}/register-reading",
        "data-reading-label": translate(OFFER, context=request),
    }


class ReadingView(BrowserView):
    """The page `register-reading`: katakana for romaji, as JSON."""

    def __call__(self) -> str:
        """The katakana for `text` in the request, or an empty text."""
        self.request.response.setHeader("Content-Type", "application/json")
        self.request.response.setHeader("Cache-Control", "no-store, private")
        return json.dumps({"reading": offer_kana(text_of(self.request, "text"))})
