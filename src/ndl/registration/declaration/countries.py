"""Countries and regions of residence, with their names from CLDR (R78)."""

from babel import Locale
from functools import cache
from ndl.registration.config import JAPAN
from ndl.registration.config import supported_language
from ndl.registration.folding import normalize
from ndl.registration.settings import settings
from plone import api
from zope.interface import provider
from zope.schema.interfaces import IVocabularyFactory
from zope.schema.vocabulary import SimpleTerm
from zope.schema.vocabulary import SimpleVocabulary

import unicodedata


# CLDR also names groups of countries, parts without an ISO 3166-1 code, test codes, and
# uninhabited places.
_GROUPS = {"EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"}
_PARTS = {"AC", "CP", "CQ", "DG", "EA", "IC", "TA"}
_UNINHABITED = {"AQ", "BV", "GS", "HM", "TF", "UM"}
_VOWELS = {"A": "ア", "I": "イ", "U": "ウ", "E": "エ", "O": "オ"}
_LEFT_OUT = _GROUPS | _PARTS | _UNINHABITED


def country_name(code: str, language: str) -> str:
    """The name of a country or region in a language; the code if unknown."""
    return Locale.parse(language).territories.get(code, code)


@cache
def countries_in(language: str) -> SimpleVocabulary:
    """All countries and regions, sorted by the rules of the language."""
    names = Locale.parse(language).territories
    codes = sorted(_codes(), key=lambda code: _sort_key(names[code]))
    return SimpleVocabulary(
        [SimpleTerm(code, token=code, title=names[code]) for code in codes]
    )


def offered_countries(language: str) -> SimpleVocabulary:
    """The countries offered by the form in the Latin alphabet.

    Without Japan, if the settings offer the Japanese form.
    """
    found = countries_in(language)
    if not settings().japanese_form:
        return found
    return SimpleVocabulary([term for term in found if term.value != JAPAN])


def offered_home() -> str:
    """The library's country if offered_countries includes it, else empty."""
    home = settings().home_country
    return home if home in offered_countries("en") else ""


@provider(IVocabularyFactory)
def countries_vocabulary(context: object) -> SimpleVocabulary:
    """All countries and regions, for use in the settings."""
    return countries_in(supported_language(api.portal.get_current_language()))


def _codes() -> list[str]:
    known = map(str, Locale.parse("en").territories)
    return [c for c in known if len(c) == 2 and c.isalpha() and c not in _LEFT_OUT]


def _sort_key(name: str) -> tuple[bytes, str]:
    """Letters without accents; kana with long vowels spelled out, then kanji (JIS)."""
    decomposed = normalize("NFKD", name).casefold()
    bare = "".join(c for c in decomposed if not unicodedata.combining(c))
    spelled = "".join(
        _VOWELS[unicodedata.name(before)[-1]] if c == "ー" else c
        for before, c in zip(f" {bare}", bare, strict=False)
    )
    return spelled.encode("euc_jp", "replace"), name


COUNTRIES = countries_in("en")
