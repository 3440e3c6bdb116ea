"""The library's own guidance, for templates: `context/@@guidance/sent`."""

from html import escape
from ndl.registration.browser.guidance.places import own_text
from ndl.registration.browser.page import page_language
from ndl.registration.config import hours_of
from ndl.registration.config import LANGUAGES
from ndl.registration.config import minutes_of
from ndl.registration.mail.texts import common_values
from ndl.registration.settings import settings
from Products.Five.browser import BrowserView
from string import Template


class GuidanceView(BrowserView):
    """Own texts by the name of their place, with the figures of the settings."""

    def __getitem__(self, name: str) -> str:
        """The text in the language of the page; empty for the shipped one."""
        language = page_language()
        return fill_figures(own_text(name, language), language)


def fill_figures(text: str, language: str) -> str:
    """The text as readers of the language see it."""
    return Template(text).safe_substitute(_figures(language)) if text else ""


def known_figures() -> list[str]:
    """What texts may name."""
    return sorted(_figures(LANGUAGES[0]))


def unknown_figures(text: str) -> list[str]:
    """What a text names in the way of a figure, though there is none."""
    known = known_figures()
    return [
        f"${name}" for name in Template(text).get_identifiers() if name not in known
    ]


def _figures(language: str) -> dict[str, str]:
    """What own texts may name, so that they follow the settings."""
    values = settings()
    figures = {
        **common_values(language),
        "days": values.review_days,
        "hours": hours_of(values.registration_link_lifetime),
        "minutes": minutes_of(values.code_lifetime),
        "years": values.minimum_age,
    }
    return {name: escape(str(value)) for name, value in figures.items()}
