"""The control panel for the library's own guidance."""

from ndl.registration import _
from ndl.registration.browser.forms import flash
from ndl.registration.browser.forms import has_valid_token
from ndl.registration.browser.forms import keep_private
from ndl.registration.browser.forms import PAGE_TOO_OLD
from ndl.registration.browser.forms import text_of
from ndl.registration.browser.guidance.places import own_text
from ndl.registration.browser.guidance.places import Place
from ndl.registration.browser.guidance.places import PLACES
from ndl.registration.browser.guidance.places import set_texts
from ndl.registration.browser.guidance.view import unknown_figures
from ndl.registration.browser.page import IPortalPage
from ndl.registration.config import LANGUAGES
from ndl.registration.controlpanels.html import safe_html
from ndl.registration.text import PAGE_LENGTH
from Products.Five.browser import BrowserView
from zope.interface import implementer


UNKNOWN = _("There are no such figures: ${names}. Write $$ for a dollar sign.")
TITLES = {"en": _("In English (HTML)"), "ja": _("In Japanese (HTML)")}


@implementer(IPortalPage)
class GuidanceControlPanel(BrowserView):
    """A text per place and language; an empty one shows the shipped text."""

    title = _("Guidance for patrons")
    message = ""

    def __call__(self) -> str:
        """Show the page, or keep what was sent."""
        keep_private(self.request)
        if self.request.get("REQUEST_METHOD") == "POST" and self._save():
            self.request.response.redirect(self.url)
            return ""
        return self.index()

    @property
    def url(self) -> str:
        """This page."""
        return f"{self.context.absolute_url()}/@@ndl-registration-guidance"

    @property
    def places(self) -> list[dict[str, object]]:
        """All places with their fields."""
        return [{"place": place, "fields": self._fields(place)} for place in PLACES]

    def _fields(self, place: Place) -> list[dict[str, str]]:
        return [
            {
                "name": f"{place.name}.{language}",
                "title": TITLES[language],
                "value": self._text(place.name, language),
            }
            for language in LANGUAGES
        ]

    def _text(self, name: str, language: str) -> str:
        if self.request.get("REQUEST_METHOD") == "POST":
            return text_of(self.request, f"{name}.{language}", PAGE_LENGTH)
        return own_text(name, language)

    def _save(self) -> bool:
        if not has_valid_token(self.request):
            self.message = PAGE_TOO_OLD
            return False
        texts = {
            (place.name, language): safe_html(self._text(place.name, language))
            for place in PLACES
            for language in LANGUAGES
        }
        unknown = sorted({n for text in texts.values() for n in unknown_figures(text)})
        if unknown:
            self.message = _(UNKNOWN, mapping={"names": ", ".join(unknown)})
            return False
        set_texts(texts)
        flash(self.request, _("The texts have been saved."))
        return True
