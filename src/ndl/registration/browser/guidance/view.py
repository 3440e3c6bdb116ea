"""The library's own guidance texts, for templates: `context/@@guidance/sent`."""

from ndl.registration.browser.languages import page_language
from ndl.registration.registration.guidance import fill_figures
from ndl.registration.registration.guidance import own_text
from Products.Five.browser import BrowserView


class GuidanceView(BrowserView):
    """Texts of the library by name, with figures from the settings filled in."""

    def __getitem__(self, name: str) -> str:
        """The text in the language of the page; empty to use the shipped one."""
        language = page_language()
        return fill_figures(own_text(name, language), language)
