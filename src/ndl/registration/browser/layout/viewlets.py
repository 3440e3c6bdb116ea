"""Additions to Plone's frame: name and logo of the library, accessible toolbar."""

from lxml import html
from lxml.cssselect import CSSSelector
from ndl.registration import _
from ndl.registration.browser.interfaces import IPortalPage
from ndl.registration.browser.languages import page_language
from ndl.registration.browser.layout.logo import Logo
from ndl.registration.browser.layout.logo import site_logo
from ndl.registration.interfaces import IBrowserLayer
from ndl.registration.settings import library_in
from plone.app.layout.globals.interfaces import IBodyClassAdapter
from plone.app.layout.viewlets.common import ViewletBase
from plone.app.layout.viewlets.toolbar import ToolbarViewletManager
from typing import Any
from zope.component import adapter
from zope.i18n import translate
from zope.interface import implementer
from zope.interface import Interface


# Compiled once: compiling a selector takes longer than applying it.
_BARS = CSSSelector("#edit-bar")
_PINS = CSSSelector(".toolbar-collapse, .toolbar-expand")
_HISTORY = CSSSelector("#contentview-history a")
_DEAD_LINKS = CSSSelector("a.nav-link[style]")
_LINKS = CSSSelector("a.nav-link[href]")


class LibraryViewlet(ViewletBase):
    """The library's name and logo."""

    @property
    def name(self) -> str:
        """The name of the library in the language of the page."""
        return library_in(page_language()).name

    @property
    def logo(self) -> Logo | None:
        """The site's own logo; None if it has none."""
        return site_logo()


@implementer(IBodyClassAdapter)
@adapter(Interface, IBrowserLayer)
class PageMark:
    """Adds the body class `ndl-page` for the styles of desk and control panels."""

    def __init__(self, context: Any, request: Any) -> None:
        self.context = context
        self.request = request

    def get_classes(self, template: Any, view: Any) -> list[str]:
        """The classes of the portal's own pages."""
        return ["ndl-page"] if IPortalPage.providedBy(view) else []


class NamedToolbar(ToolbarViewletManager):
    """The toolbar with markup for assistive technology.

    Its frame is a labelled region instead of a second toolbar, its pins are buttons,
    and links keep their names where a narrow screen hides them.
    """

    def render(self) -> str:
        """The stock toolbar with this markup; empty if it is not shown.

        Stock Plone looks up the user and the groups even where nothing is shown.
        """
        if not self.context_state.is_toolbar_visible():
            return ""
        root = html.fragment_fromstring(super().render(), create_parent="div")
        for bar in _BARS(root):
            bar.attrib.pop("role", None)
            bar.set("aria-label", translate(_("Toolbar"), context=self.request))
        for pin in _PINS(root):
            pin.set("role", "button")
        _close_dead_links(root)
        _name_links(root)
        for link in _HISTORY(root):
            # A script fills in the time if there is room for it.
            link.set("aria-label", translate(_("History"), context=self.request))
        parts = (html.tostring(part, encoding="unicode") for part in root)
        return "".join(parts)


def _close_dead_links(root: html.HtmlElement) -> None:
    """Disable the menu of a state without steps, which would open nothing.

    The content security policy forbids its inline style.
    """
    for link in _DEAD_LINKS(root):
        for name in ("style", "href", "aria-expanded"):
            link.attrib.pop(name, None)


def _name_links(root: html.HtmlElement) -> None:
    for link in _LINKS(root):
        name = " ".join(link.text_content().split())
        if name:
            link.set("aria-label", name)
