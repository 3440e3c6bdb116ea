"""The library's own guidance, for templates: `context/@@guidance/sent`."""

from ndl.registration.browser.languages import page_language
from ndl.registration.registration.guidance import fill_figures
from ndl.registration.registration.guidance import own_text
from Products.Five.browser import BrowserView


class GuidanceView(BrowserView):
    """Own texts by the name of their place, with the figures of the settings."""

    def __getitem__(self, name: str) -> str:
        """The text in the language of the page; empty for the shipped one."""
        language = page_language()
        return fill_figures(own_text(name, language), language)
