"""Guidance: places of the portal for the library's own texts."""

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from ndl.registration import _
from ndl.registration.config import LANGUAGES
from ndl.registration.custom.words import safe_html
from ndl.registration.dates import hours_of
from ndl.registration.dates import minutes_of
from ndl.registration.errors import Code
from ndl.registration.errors import DomainError
from ndl.registration.mail.texts import common_values
from ndl.registration.review.duration import told_days
from ndl.registration.settings import settings
from plone.registry.interfaces import IRegistry
from string import Template
from zope import schema
from zope.component import getUtility
from zope.interface import Interface


PREFIX = "ndl.registration.guidance"


class IGuidance(Interface):
    """The library's own texts; places without one show the shipped text."""

    texts = schema.Dict(
        title=_("Texts"),
        key_type=schema.TextLine(),
        value_type=schema.Text(),
        default={},
        required=False,
    )


class GuidanceFaulty(DomainError):
    """A text uses a placeholder that does not exist."""

    code = Code.GUIDANCE_FAULTY

    def __init__(self, names: list[str]) -> None:
        super().__init__(names)
        self.message = _(
            "There are no such figures: ${names}. Write $$ for a dollar sign.",
            mapping={"names": ", ".join(names)},
        )


@dataclass(frozen=True)
class GuidancePlace:
    """A place on a page; `page` shows it without login, empty if no page does."""

    name: str
    title: str
    page: str = ""


PLACES = (
    GuidancePlace("news", _("News, above all steps of a registration (shipped: none)")),
    GuidancePlace("start", _("Start of a registration"), "register"),
    GuidancePlace("other-ways", _("Other ways to register"), "register"),
    GuidancePlace(
        "before", _("Before you begin, below the choice of the registration type")
    ),
    GuidancePlace("sent", _("After the registration email was sent"), "register-sent"),
    GuidancePlace("form", _("Above the form with the user information")),
    GuidancePlace("documents", _("Above the images of an identification document")),
    GuidancePlace("password", _("Below the rules of passwords (shipped: none)")),
    GuidancePlace("accepted-simple", _("What happens next, simple registration")),
    GuidancePlace("accepted-official", _("What happens next, official registration")),
    GuidancePlace("code", _("While the authentication code is on its way")),
    GuidancePlace("address", _("Without a registered email address"), "forgot-email"),
)
NAMES = frozenset(place.name for place in PLACES)


def own_text(name: str, language: str) -> str:
    """The library's own text for a place, as HTML; empty if there is none.

    The control panel filters the HTML; a text from a profile is not filtered.
    """
    return _stored().get(f"{name}.{language}", "")


def own_texts() -> dict[tuple[str, str], str]:
    """All own texts, by place and language."""
    return {
        (name, language): own_text(name, language)
        for name in NAMES
        for language in LANGUAGES
        if own_text(name, language)
    }


def set_texts(texts: dict[tuple[str, str], str]) -> None:
    """Store the library's texts, by place and language; empty ones are dropped."""
    kept = {
        f"{name}.{language}": text
        for (name, language), text in texts.items()
        if name in NAMES and language in LANGUAGES and text.strip()
    }
    getUtility(IRegistry)[f"{PREFIX}.texts"] = kept


def check_guidance(texts: Mapping[tuple[str, str], str]) -> None:
    """Raise GuidanceFaulty if a text uses a placeholder that does not exist."""
    unknown = sorted({n for text in texts.values() for n in unknown_figures(text)})
    if unknown:
        raise GuidanceFaulty(unknown)


def change_guidance(texts: Mapping[tuple[str, str], str]) -> None:
    """Change these texts of the library, and remove active content from them.

    An empty text restores the shipped one. Raises GuidanceFaulty.
    """
    safe = {key: safe_html(text) for key, text in texts.items()}
    check_guidance(safe)
    set_texts(own_texts() | safe)


def fill_figures(text: str, language: str) -> str:
    """The text with its placeholders filled in; unknown ones stay."""
    return Template(text).safe_substitute(_figures(language)) if text else ""


def known_figures() -> list[str]:
    """Placeholders that texts may use."""
    return sorted(_figures(LANGUAGES[0]))


def unknown_figures(text: str) -> list[str]:
    """Unknown placeholders of a text."""
    known = known_figures()
    return [
        f"${name}" for name in Template(text).get_identifiers() if name not in known
    ]


def _stored() -> dict[str, str]:
    return getUtility(IRegistry).get(f"{PREFIX}.texts") or {}


def _figures(language: str) -> dict[str, str]:
    """Values of the placeholders, taken from the settings."""
    values = settings()
    figures = {
        **common_values(language),
        "days": told_days(),
        "hours": hours_of(values.registration_link_lifetime),
        "minutes": minutes_of(values.code_lifetime),
        "years": values.minimum_age,
    }
    return {name: escape(str(value)) for name, value in figures.items()}
