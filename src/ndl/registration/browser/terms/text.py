"""The terms and conditions as HTML, in the language of the reader."""

from ndl.registration.browser.languages import page_language
from ndl.registration.registration.terms import get_terms
from ndl.registration.registration.terms import Terms
from ndl.registration.settings import settings
from plone import api
from plone.registry.recordsproxy import RecordsProxy
from Products.Five.browser import BrowserView
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import Any
from ZPublisher.HTTPRequest import HTTPRequest


class TermsText(BrowserView):
    """The view `terms-text`: a version of the terms, for other pages."""

    shipped = {
        "en": ViewPageTemplateFile("shipped_en.pt"),
        "ja": ViewPageTemplateFile("shipped_ja.pt"),
    }

    shipped_service = {
        "en": ViewPageTemplateFile("shipped_service_en.pt"),
        "ja": ViewPageTemplateFile("shipped_service_ja.pt"),
    }

    def render_service(self, terms: Terms, language: str = "") -> str:
        """The text of a version of a service's terms."""
        language = language or page_language()
        if terms.texts:
            return terms.texts[language]
        return self.shipped_service[language].__get__(self, type(self))()

    def render(self, terms: Terms, language: str = "") -> str:
        """The text of a version, by default in the language of the page."""
        language = language or page_language()
        if terms.texts:
            return terms.texts[language]
        return self.shipped[language].__get__(self, type(self))()

    @property
    def settings(self) -> RecordsProxy:
        """The settings with the figures in the shipped texts."""
        return settings()


class ShowsTerms:
    """A page that shows a version of the terms."""

    context: Any
    request: HTTPRequest

    @property
    def terms(self) -> Terms:
        """The version that is shown: by default the current one."""
        return get_terms().current

    @property
    def text(self) -> str:
        """The text of that version in the language of the page."""
        view = api.content.get_view("terms-text", self.context, self.request)
        return view.render(self.terms)
