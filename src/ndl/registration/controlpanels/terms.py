"""The control panel for publishing terms of registration and of services."""

from functools import cached_property
from ndl.registration import _
from ndl.registration.browser.dates import show_moment
from ndl.registration.browser.forms.fresh import StaffFreshCode
from ndl.registration.browser.forms.page import PortalPage
from ndl.registration.controlpanels.edited_terms import Edited
from ndl.registration.controlpanels.edited_terms import edited_terms
from ndl.registration.controlpanels.edited_terms import edited_titles
from ndl.registration.controlpanels.html import allow_editor
from ndl.registration.controlpanels.html import editor_options
from ndl.registration.controlpanels.mails import LANGUAGE_TITLES
from ndl.registration.custom.words import safe_html
from ndl.registration.registration.terms import SHIPPED
from ndl.registration.registration.terms import Terms
from plone import api
from zExceptions import NotFound


UNCHANGED = _("These are the terms and conditions that are in force already.")
NAMES = {"en": _("Text in English"), "ja": _("Text in Japanese")}


class TermsControlPanel(StaffFreshCode, PortalPage):
    """All versions of the terms, and the form for the next version."""

    previews: list[dict[str, str]] = []

    def prepare(self) -> None:
        """Allow Plone's rich text editor to run on this page."""
        allow_editor(self.request)

    def post(self) -> str:
        """Publish or preview the texts that were sent, or show the shipped ones."""
        if "reset" in self.request.form:
            return self.get()
        texts = {language: safe_html(self._text(language)) for language in NAMES}
        if "preview" in self.request.form:
            self.previews = [
                {"title": LANGUAGE_TITLES[one], "html": html}
                for one, html in texts.items()
            ]
            return self.get()
        previous = self.text_of("previous")
        if previous == self.current.version and self._is_unchanged(texts):
            return self.refuse(UNCHANGED)
        terms = self.document.publish(texts, self.asks_again, previous)
        text = _("Version ${version} is in force.", mapping={"version": terms.version})
        self.flash(text)
        return self.redirect(self.url)

    @property
    def title(self) -> str:
        """Title of the terms."""
        return self.document.title

    @cached_property
    def document(self) -> Edited:
        """The terms that are edited: of registration, or of the service named."""
        name = self.text_of("service")
        document = edited_terms(name)
        if document is None:
            raise NotFound(name)
        return document

    @property
    def url(self) -> str:
        """URL of this page."""
        page = f"{self.context.absolute_url()}/@@ndl-registration-terms"
        name = self.document.name
        return f"{page}?service={name}" if name else page

    @property
    def others(self) -> list[dict[str, str]]:
        """The other terms that can be edited here."""
        page = f"{self.context.absolute_url()}/@@ndl-registration-terms"
        return [
            {"title": title, "url": f"{page}?service={name}"}
            for name, title in edited_titles().items()
            if name != self.document.name
        ]

    @property
    def versions(self) -> list[dict[str, object]]:
        """The versions as shown on the page."""
        return [
            {
                "version": terms.version,
                "since": show_moment(terms.since) if terms.since else "",
                "asks_again": terms.asks_again,
                "url": f"{self.context.absolute_url()}/{self.document.page}"
                f"version={terms.version}",
            }
            for terms in self.document.book.versions
        ]

    @property
    def current(self) -> Terms:
        """The version that the next one replaces."""
        return self.document.book.current

    @property
    def fields(self) -> list[dict[str, str]]:
        """The texts to edit: as typed, otherwise those of the current version."""
        return [
            {
                "name": f"text_{language}",
                "title": title,
                "value": self._text(language),
                "editor": editor_options(title, self.request),
            }
            for language, title in NAMES.items()
        ]

    @property
    def asks_again(self) -> bool:
        """Whether the box was checked."""
        return self.text_of("asks_again") == "1"

    def _text(self, language: str) -> str:
        if "reset" in self.request.form:
            return self._html(SHIPPED, language)
        if self.is_posted:
            return self.lines_of(f"text_{language}")
        return self._current(language)

    def _is_unchanged(self, texts: dict[str, str]) -> bool:
        return all(_is_same(texts[name], self._current(name)) for name in texts)

    def _current(self, language: str) -> str:
        return self._html(self.current, language)

    def _html(self, terms: Terms, language: str) -> str:
        view = api.content.get_view("terms-text", self.context, self.request)
        return safe_html(self.document.render(view, terms, language))


def _is_same(one: str, other: str) -> bool:
    """Whether two texts are equal but for white space, which browsers change."""
    return one.split() == other.split()
