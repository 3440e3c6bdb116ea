"""Where the portal tells people what to do, and what a library may say there."""

from dataclasses import dataclass
from ndl.registration import _
from ndl.registration.config import LANGUAGES
from plone.registry.interfaces import IRegistry
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


@dataclass(frozen=True)
class Place:
    """A place on a page; `page` is one on which it can be seen, if without login."""

    name: str
    title: str
    page: str = ""


PLACES = (
    Place("news", _("News, above all steps of a registration (shipped: none)")),
    Place("start", _("Start of a registration"), "register"),
    Place("other-ways", _("Other ways to register"), "register"),
    Place("before", _("Before you begin, below the choice of the registration type")),
    Place("sent", _("After the registration mail was sent"), "register-sent"),
    Place("form", _("Above the form with the user information")),
    Place("documents", _("Above the images of an identification document")),
    Place("password", _("Below the rules of passwords (shipped: none)")),
    Place("accepted-simple", _("What happens next, simple registration")),
    Place("accepted-official", _("What happens next, official registration")),
    Place("code", _("While the authentication code is on its way")),
    Place("address", _("Without a registered email address"), "forgot-email"),
)
NAMES = frozenset(place.name for place in PLACES)


def own_text(name: str, language: str) -> str:
    """The library's own text for a place, as HTML; empty if there is none.

    The control panel has filtered it; what comes by a profile is taken as it is.
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
    """Keep the own texts, by place and language; empty ones are dropped."""
    kept = {
        f"{name}.{language}": text
        for (name, language), text in texts.items()
        if name in NAMES and language in LANGUAGES and text.strip()
    }
    getUtility(IRegistry)[f"{PREFIX}.texts"] = kept


def _stored() -> dict[str, str]:
    return getUtility(IRegistry).get(f"{PREFIX}.texts") or {}
