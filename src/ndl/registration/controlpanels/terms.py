"""The control panel in which new terms and conditions are published."""

from ndl.registration import _
from ndl.registration.browser.dates import show_moment
from ndl.registration.browser.forms import flash
from ndl.registration.browser.forms import has_valid_token
from ndl.registration.browser.forms import keep_private
from ndl.registration.browser.forms import PAGE_TOO_OLD
from ndl.registration.browser.forms import text_of
from ndl.registration.browser.page import IPortalPage
from ndl.registration.config import LANGUAGES
from ndl.registration.controlpanels.html import allow_editor
from ndl.registration.controlpanels.html import editor_options
from ndl.registration.controlpanels.html import safe_html
from ndl.registration.controlpanels.mails import LANGUAGE_TITLES
from ndl.registration.errors import DomainError
from ndl.registration.registration.terms import get_terms
from ndl.registration.registration.terms import publish_terms
from ndl.registration.registration.terms import SHIPPED
from ndl.registration.registration.terms import Terms
from ndl.registration.text import PAGE_LENGTH
from plone import api
from Products.Five.browser import BrowserView
from zope.interface import implementer


UNCHANGED = _("These are the terms and conditions that are in force already.")
NAMES = {"en": _("Text in English"), "ja": _("Text in Japanese")}


@implementer(IPortalPage)
class TermsControlPanel(BrowserView):
    """All versions, and the form for the next."""

    title = _("Terms and Conditions")
    message = ""
    previews: list[dict[str, str]]

    def __call__(self) -> str:
        """Show the page, or publish what was sent."""
        keep_private(self.request)
        allow_editor(self.request)
        self.previews = []
        if self.request.get("REQUEST_METHOD") == "POST" and self._publish():
            self.request.response.redirect(self.url)
            return ""
        return self.index()

    @property
    def url(self) -> str:
        """This page."""
        return f"{self.context.absolute_url()}/@@ndl-registration-terms"

    @property
    def versions(self) -> list[dict[str, object]]:
        """What is shown of each version."""
        return [
            {
                "version": terms.version,
                "since": show_moment(terms.since) if terms.since else "",
                "asks_again": terms.asks_again,
                "url": f"{self.context.absolute_url()}/terms?version={terms.version}",
            }
            for terms in get_terms().versions
        ]

    @property
    def current(self) -> Terms:
        """The version that the next one replaces."""
        return get_terms().current

    @property
    def fields(self) -> list[dict[str, str]]:
        """The texts to edit: as typed, otherwise those of now."""
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
        return text_of(self.request, "asks_again") == "1"

    def _text(self, language: str) -> str:
        if "reset" in self.request.form:
            return self._html(SHIPPED, language)
        if self.request.get("REQUEST_METHOD") == "POST":
            return text_of(self.request, f"text_{language}", PAGE_LENGTH)
        return self._current(language)

    def _is_unchanged(self, texts: dict[str, str]) -> bool:
        return all(_is_same(texts[name], self._current(name)) for name in texts)

    def _current(self, language: str) -> str:
        return self._html(self.current, language)

    def _html(self, terms: Terms, language: str) -> str:
        view = api.content.get_view("terms-text", self.context, self.request)
        return safe_html(view.render(terms, language))

    def _publish(self) -> bool:
        if not has_valid_token(self.request):
            self.message = PAGE_TOO_OLD
            return False
        if "reset" in self.request.form:
            return False
        texts = {language: safe_html(self._text(language)) for language in LANGUAGES}
        if "preview" in self.request.form:
            self.previews = [
                {"title": LANGUAGE_TITLES[one], "html": html}
                for one, html in texts.items()
            ]
            return False
        previous = text_of(self.request, "previous")
        if previous == self.current.version and self._is_unchanged(texts):
            self.message = UNCHANGED
            return False
        try:
            terms = publish_terms(texts, self.asks_again, previous)
        except DomainError as error:
            self.message = error.message
            return False
        text = _("Version ${version} is in force.", mapping={"version": terms.version})
        flash(self.request, text)
        return True


def _is_same(one: str, other: str) -> bool:
    """Whether two texts differ in white space at the most, as browsers send it."""
    return one.split() == other.split()
