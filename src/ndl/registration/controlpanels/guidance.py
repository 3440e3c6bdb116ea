"""The control panel for the library's own guidance."""

from ndl.registration import _
from ndl.registration.browser.forms import flash
from ndl.registration.browser.forms import has_valid_token
from ndl.registration.browser.forms import keep_private
from ndl.registration.browser.forms import PAGE_TOO_OLD
from ndl.registration.browser.forms import text_of
from ndl.registration.browser.guidance.places import own_text
from ndl.registration.browser.guidance.places import own_texts
from ndl.registration.browser.guidance.places import Place
from ndl.registration.browser.guidance.places import PLACES
from ndl.registration.browser.guidance.places import set_texts
from ndl.registration.browser.guidance.view import fill_figures
from ndl.registration.browser.guidance.view import known_figures
from ndl.registration.browser.guidance.view import unknown_figures
from ndl.registration.browser.page import IPortalPage
from ndl.registration.config import LANGUAGES
from ndl.registration.controlpanels.html import allow_editor
from ndl.registration.controlpanels.html import editor_options
from ndl.registration.controlpanels.html import safe_html
from ndl.registration.controlpanels.mails import LANGUAGE_TITLES
from ndl.registration.text import PAGE_LENGTH
from Products.Five.browser import BrowserView
from typing import Any
from zope.interface import implementer


UNKNOWN = _("There are no such figures: ${names}. Write $$ for a dollar sign.")
TITLES = {"en": _("In English"), "ja": _("In Japanese")}


@implementer(IPortalPage)
class GuidanceControlPanel(BrowserView):
    """A list of all places; with `place` the texts of one, in an editor."""

    title = _("Guidance for patrons")
    message = ""
    previews: list[dict[str, str]]

    def __call__(self) -> str:
        """Show the page, or do what a button says."""
        keep_private(self.request)
        allow_editor(self.request)
        self.previews = []
        if self.request.get("REQUEST_METHOD") == "POST" and self._act():
            self.request.response.redirect(self.url)
            return ""
        return self.index()

    @property
    def url(self) -> str:
        """This page."""
        return f"{self.context.absolute_url()}/@@ndl-registration-guidance"

    @property
    def rows(self) -> list[dict[str, object]]:
        """All places, and the languages in which they have own texts."""
        return [
            {
                "place": place,
                "url": f"{self.url}?place={place.name}",
                "own": [
                    LANGUAGE_TITLES[language]
                    for language in LANGUAGES
                    if own_text(place.name, language)
                ],
            }
            for place in PLACES
        ]

    @property
    def places(self) -> list[dict[str, Any]]:
        """The place that was chosen, or those that were sent, with their fields."""
        chosen = text_of(self.request, "place")
        form = self.request.form
        return [
            {"place": place, "fields": self._fields(place)}
            for place in PLACES
            if place.name == chosen
            or any(f"{place.name}.{language}" in form for language in LANGUAGES)
        ]

    @property
    def figures(self) -> list[str]:
        """What texts may name."""
        return [f"${name}" for name in known_figures()]

    def _fields(self, place: Place) -> list[dict[str, str]]:
        return [
            {
                "name": f"{place.name}.{language}",
                "title": TITLES[language],
                "value": self._text(place.name, language),
                "editor": editor_options(TITLES[language], self.request),
            }
            for language in LANGUAGES
        ]

    def _text(self, name: str, language: str) -> str:
        field = f"{name}.{language}"
        if self.request.get("REQUEST_METHOD") == "POST" and field in self.request.form:
            return text_of(self.request, field, PAGE_LENGTH)
        return own_text(name, language)

    def _act(self) -> bool:
        if not has_valid_token(self.request):
            self.message = PAGE_TOO_OLD
            return False
        sent = [row["place"] for row in self.places]
        texts = {
            (place.name, language): safe_html(self._text(place.name, language))
            for place in sent
            for language in LANGUAGES
        }
        unknown = sorted({n for text in texts.values() for n in unknown_figures(text)})
        if "reset" in self.request.form:
            texts = dict.fromkeys(texts, "")
        elif unknown:
            self.message = _(UNKNOWN, mapping={"names": ", ".join(unknown)})
            return False
        elif "preview" in self.request.form:
            self.previews = _previews(texts)
            return False
        set_texts(own_texts() | texts)
        flash(self.request, _("The texts have been saved."))
        return True


def _previews(texts: dict[tuple[str, str], str]) -> list[dict[str, str]]:
    return [
        {"title": LANGUAGE_TITLES[language], "html": fill_figures(text, language)}
        for (_name, language), text in texts.items()
        if text
    ]
