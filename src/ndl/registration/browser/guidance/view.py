"""The library's own guidance, for templates: `context/@@guidance/sent`."""

from html import escape
from ndl.registration.browser.guidance.places import own_text
from ndl.registration.browser.page import page_language
from ndl.registration.config import hours_of
from ndl.registration.config import minutes_of
from ndl.registration.settings import settings
from Products.Five.browser import BrowserView
from string import Template


class GuidanceView(BrowserView):
    """Own texts by the name of their place, with the figures of the settings."""

    def __getitem__(self, name: str) -> str:
        """The text in the language of the page; empty for the shipped one."""
        text = own_text(name, page_language())
        return Template(text).safe_substitute(_figures()) if text else ""


def unknown_figures(text: str) -> list[str]:
    """What a text names in the way of a figure, though there is none."""
    named = Template(text).get_identifiers()
    return [f"${name}" for name in named if name not in _figures()]


def _figures() -> dict[str, str]:
    """What own texts may name, so that they follow the settings."""
    values = settings()
    figures = {
        "contact": values.contact or "",
        "days": values.review_days,
        "domain": values.mail_domain,
        "hours": hours_of(values.registration_link_lifetime),
        "minutes": minutes_of(values.code_lifetime),
        "years": values.minimum_age,
    }
    return {name: escape(str(value)) for name, value in figures.items()}
