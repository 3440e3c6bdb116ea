"""The style sheet of patrons' pages: own rules, with variables of the site's theme.

Plone's theme has 250 KB of rules for everything that editors may write. Patrons' pages
need few of them, and take colours and fonts from the theme's custom properties.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from plone.app.theming.interfaces import IThemeSettings
from plone.app.theming.utils import theming_policy
from plone.base.interfaces import IBundleRegistry
from plone.registry.interfaces import IRegistry
from Products.CMFPlone.Portal import PloneSite
from Products.CMFPlone.resources.utils import get_resource
from tinycss2 import parse_blocks_contents
from tinycss2 import parse_stylesheet
from tinycss2 import serialize
from tinycss2.ast import Declaration
from tinycss2.ast import QualifiedRule
from urllib.parse import urlsplit
from zope.component import getUtility
from ZPublisher.HTTPRequest import HTTPRequest


STATIC = Path(__file__).parent.parent / "static"
_FOLDERS = (Path(__file__).parent / "styles", STATIC)
_OWN_BUNDLES = ("ndl-registration", "ndl-registration-staff")
_OF_STAFF = ("desk.css", "staff.css")
_MARK = "/* @theme */"
# Themes may set a colour scheme by an attribute of the page.
_WHOLE_PAGE = (":root", "html", "[data-bs-theme")


@dataclass(frozen=True)
class StyleSheet:
    """The text and its digest."""

    text: str
    version: str


def style_sheet(portal: PloneSite, request: HTTPRequest) -> StyleSheet:
    """The style sheet for the site's present settings."""
    return _compose(tuple(_theme_css(portal, request)))


def variables_of(css: str) -> str:
    """The rules that set custom properties for the whole page, without others."""
    rules = parse_stylesheet(css, skip_comments=True, skip_whitespace=True)
    found = [
        (serialize(rule.prelude).strip(), _properties(rule))
        for rule in rules
        if isinstance(rule, QualifiedRule) and _is_for_page(rule)
    ]
    return "\n".join(f"{prelude}{{{text}}}" for prelude, text in found if text)


def _is_for_page(rule: QualifiedRule) -> bool:
    selectors = serialize(rule.prelude).split(",")
    return all(selector.strip().startswith(_WHOLE_PAGE) for selector in selectors)


def _properties(rule: QualifiedRule) -> str:
    # Untyped parsing keeps the declarations of nested rules.
    parts = parse_blocks_contents(rule.content)
    own = [p for p in parts if isinstance(p, Declaration) and p.name.startswith("--")]
    return "".join(f"{p.serialize()};" for p in own)


def _theme_css(portal: PloneSite, request: HTTPRequest) -> Iterator[bytes]:
    """Styles of bundles, theme and site, in the order in which Plone includes them."""
    for path in _css_paths(request):
        if not urlsplit(path).netloc:
            data = get_resource(portal, path) or b""
            yield data.encode() if isinstance(data, str) else bytes(data)
    custom = getUtility(IRegistry).forInterface(IThemeSettings, False).custom_css
    yield (custom or "").encode()


def _css_paths(request: HTTPRequest) -> Iterator[str]:
    bundles = getUtility(IRegistry).collectionOfInterface(
        IBundleRegistry, prefix="plone.bundles", check=False
    )
    for name, bundle in bundles.items():
        if bundle.enabled and bundle.csscompilation and name not in _OWN_BUNDLES:
            yield bundle.csscompilation
    policy = theming_policy(request)
    # Not isThemeEnabled: patrons' pages switch Diazo off but use the theme's colours.
    theme = policy.get_theme() if policy.getSettings().enabled else None
    if theme is not None and theme.production_css:
        yield theme.production_css


@lru_cache(maxsize=8)
def _compose(sources: tuple[bytes, ...]) -> StyleSheet:
    *theme, custom = (source.decode("utf-8", "replace") for source in sources)
    variables = "\n".join(filter(None, map(variables_of, theme)))
    text = f"{_own_rules().replace(_MARK, variables)}\n{custom}"
    digest = blake2b(text.encode(), digest_size=8).hexdigest()
    return StyleSheet(text, digest)


@lru_cache(maxsize=1)
def _own_rules() -> str:
    files = [path for folder in _FOLDERS for path in sorted(folder.glob("*.css"))]
    return "\n".join(
        path.read_text(encoding="utf-8") for path in files if path.name not in _OF_STAFF
    )
