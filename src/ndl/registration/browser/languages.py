"""The language of a page, and the links to the same page in another one."""

from ndl.registration.browser.forms.request import is_posted
from ndl.registration.config import supported_language
from plone import api
from plone.app.i18n.locales.browser.selector import LanguageSelector
from plone.i18n.locales.interfaces import IContentLanguageAvailability
from urllib.parse import parse_qsl
from urllib.parse import urlencode
from zope.component import getUtility


_CHOICE = "set_language"


def page_language() -> str:
    """The language of the page, among those in which the library writes."""
    return supported_language(api.portal.get_current_language())


class PageLanguages(LanguageSelector):
    """The language selector, instead of the one that leads to the front page.

    Its links are relative, so they never leave the site. They hold the query of
    the page; what a page names in `carried` is taken from there, as the page has
    judged it. A page that answers a POST and cannot be asked for itself names in
    `start_page` the one to go to; None if nothing could show it again.
    """

    def available(self) -> bool:
        """Whether there is a choice, and a page to come back to."""
        return self._start_page is not None and super().available()

    def languages(self) -> list[dict[str, object]]:
        """The languages of the site, each with its link.

        The stock selector asks the settings about all languages of the world: a
        thirtieth of the time of a page.
        """
        known = getUtility(IContentLanguageAvailability).getLanguages(combined=True)
        current = self.tool.getLanguageBindings(self.request)[0]
        return [
            known[code]
            | {"code": code, "selected": code == current, "url": self._link(code)}
            for code in self.tool.getSupportedLanguages()
            if code in known
        ]

    @property
    def _start_page(self) -> str | None:
        return getattr(self.view, "start_page", "") if is_posted(self.request) else ""

    def _link(self, code: str) -> str:
        query = parse_qsl(self.request.get("QUERY_STRING", ""), keep_blank_values=True)
        carried = getattr(self.view, "carried", {}) | {_CHOICE: code}
        pairs = [(name, value) for name, value in query if name not in carried]
        pairs += [(name, value) for name, value in carried.items() if value]
        return f"{self._start_page}?{urlencode(pairs)}"
