"""The choice of a language on our pages: it leads back to the same page."""

from ndl.registration.browser.forms import text_of
from plone.app.i18n.locales.browser.selector import LanguageSelector
from urllib.parse import parse_qsl
from urllib.parse import urlencode


_CHOICE = "set_language"


class PageLanguages(LanguageSelector):
    """The language selector, instead of the one that leads to the front page.

    Its links are relative, so they never leave the site. They hold the query of
    the page. A page that answers a POST names in `carried` the hidden fields
    that its address needs, and in `start_page` the page to go to if it cannot
    be asked for itself; None if there is none, as nothing could show it again.
    """

    def available(self) -> bool:
        """Whether there is a choice, and a page to come back to."""
        return self._start_page is not None and super().available()

    def languages(self) -> list[dict[str, object]]:
        """The languages, each with its link."""
        return [
            language | {"url": self._link(language["code"])}
            for language in super().languages()
        ]

    @property
    def _start_page(self) -> str | None:
        return getattr(self.view, "start_page", "") if self._is_posted else ""

    @property
    def _is_posted(self) -> bool:
        return self.request.get("REQUEST_METHOD") == "POST"

    def _link(self, code: str) -> str:
        query = parse_qsl(self.request.get("QUERY_STRING", ""), keep_blank_values=True)
        pairs = [(name, value) for name, value in query if name != _CHOICE]
        if self._is_posted:
            pairs += self._carried({name for name, _value in pairs})
        return f"{self._start_page}?{urlencode([*pairs, (_CHOICE, code)])}"

    def _carried(self, known: set[str]) -> list[tuple[str, str]]:
        names = [n for n in getattr(self.view, "carried", ()) if n not in known]
        values = [(name, text_of(self.request, name)) for name in names]
        return [(name, value) for name, value in values if value]
