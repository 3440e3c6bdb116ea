"""The control panel for the library's own guidance."""

from ndl.registration import _
from ndl.registration.browser.forms.fresh import StaffFreshCode
from ndl.registration.browser.forms.page import PortalPage
from ndl.registration.config import LANGUAGES
from ndl.registration.controlpanels.html import allow_editor
from ndl.registration.controlpanels.html import editor_options
from ndl.registration.controlpanels.mails import LANGUAGE_TITLES
from ndl.registration.custom.words import safe_html
from ndl.registration.registration.guidance import change_guidance
from ndl.registration.registration.guidance import check_guidance
from ndl.registration.registration.guidance import fill_figures
from ndl.registration.registration.guidance import GuidancePlace
from ndl.registration.registration.guidance import known_figures
from ndl.registration.registration.guidance import own_text
from ndl.registration.registration.guidance import PLACES
from typing import Any


TITLES = {"en": _("In English"), "ja": _("In Japanese")}


class GuidanceControlPanel(StaffFreshCode, PortalPage):
    """A list of all places; with `place`, an editor for the texts of one place."""

    title = _("Guidance for patrons")
    previews: list[dict[str, str]] = []

    def prepare(self) -> None:
        """Allow Plone's rich text editor to run on this page."""
        allow_editor(self.request)

    def post(self) -> str:
        """Save, reset or preview the texts that were sent."""
        sent = [row["place"] for row in self.places]
        texts = {
            (place.name, language): safe_html(self._text(place.name, language))
            for place in sent
            for language in LANGUAGES
        }
        if "reset" in self.request.form:
            texts = dict.fromkeys(texts, "")
        elif "preview" in self.request.form:
            check_guidance(texts)
            self.previews = _previews(texts)
            return self.get()
        change_guidance(texts)
        self.flash(_("The texts have been saved."))
        return self.redirect(self.url)

    @property
    def url(self) -> str:
        """URL of this page."""
        return f"{self.context.absolute_url()}/@@ndl-registration-guidance"

    @property
    def rows(self) -> list[dict[str, object]]:
        """All places, with the languages of the library's own texts."""
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
        """The chosen place, and those submitted, with their fields."""
        chosen = self.text_of("place")
        form = self.request.form
        return [
            {"place": place, "fields": self._fields(place)}
            for place in PLACES
            if place.name == chosen
            or any(f"{place.name}.{language}" in form for language in LANGUAGES)
        ]

    @property
    def figures(self) -> list[str]:
        """Placeholders that texts may use."""
        return [f"${name}" for name in known_figures()]

    def _fields(self, place: GuidancePlace) -> list[dict[str, str]]:
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
        if self.is_posted and field in self.request.form:
            return self.lines_of(field)
        return own_text(name, language)


def _previews(texts: dict[tuple[str, str], str]) -> list[dict[str, str]]:
    return [
        {"title": LANGUAGE_TITLES[language], "html": fill_figures(text, language)}
        for (_name, language), text in texts.items()
        if text
    ]
