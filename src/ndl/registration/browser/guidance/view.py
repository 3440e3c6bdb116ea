"""The library's own guidance, for templates: `context/@@guidance/sent`."""

from html import escape
from ndl.registration.browser.guidance.places import own_text
from ndl.registration.browser.page import page_language
from ndl.registration.config import settings
from Products.Five.browser import BrowserView
from string import Template


class GuidanceView(BrowserView):
    """Own texts by the name of their place, with the figures of the settings."""

    def __getitem__(self, name: str) -> str:
        """The text in the language of the page; empty for the shipped one."""
        text = own_text(name, page_language())
        return Template(text).safe_substitute(_figures()) if text else ""


def _figures() -> dict[str, str]:
    """What own texts may name, so that they follow the settings."""
    values = settings()
    figures = {
        "contact": values.contact or "",
        "days": values.review_days,
        "domain": values.mail_domain,
        "hours": values.registration_link_lifetime // 3600,
        "minutes": values.code_lifetime // 60,
        "years": values.minimum_age,
    }
    return {name: escape(str(value)) for name, value in figures.items()}
