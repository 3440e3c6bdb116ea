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
    """The language of the page, among those in which the library writes mails."""
    return supported_language(api.portal.get_current_language())


class PageLanguages(LanguageSelector):
    """The language selector, whose links stay on the page instead of the front page.

    The links are relative, so they never leave the site, and repeat the query of the
    page. Parameters in the view's `carried` replace those of the query, as the view has
    validated them. A page that only answers POST names in `start_page` the page to link
    to; None if no page can show the content again.
    """

    def available(self) -> bool:
        """Whether there is a choice of languages and a page to link to."""
        return self._start_page is not None and super().available()

    def languages(self) -> list[dict[str, object]]:
        """The languages of the site, each with its link.

        The stock selector queries settings for every language of the world, which takes
        3 % of the time of a page.
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
