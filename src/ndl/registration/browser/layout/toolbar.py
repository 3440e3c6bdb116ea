"""Plone's toolbar with the names and roles that its markup lacks (WCAG 4.1.2)."""

from lxml import html
from ndl.registration import _
from plone.app.layout.viewlets.toolbar import ToolbarViewletManager
from zope.i18n import translate


class NamedToolbar(ToolbarViewletManager):
    """The toolbar as assistive technology reads it.

    Its frame is a labelled region instead of a second toolbar, its pins are
    buttons, and links keep their names where the screen is too narrow to show them.
    """

    def render(self) -> str:
        """The stock toolbar, completed."""
        stock = super().render()
        if not stock.strip():
            return stock
        root = html.fragment_fromstring(stock, create_parent="div")
        for bar in root.cssselect("#edit-bar"):
            bar.attrib.pop("role", None)
            bar.set("aria-label", translate(_("Toolbar"), context=self.request))
        for pin in root.cssselect(".toolbar-collapse, .toolbar-expand"):
            pin.set("role", "button")
        for link in root.cssselect("a.nav-link"):
            name = " ".join(link.text_content().split())
            if name:
                link.set("aria-label", name)
        for link in root.cssselect("#contentview-history a"):
            # A script fills in the moment, where there is room for it.
            link.set("aria-label", translate(_("History"), context=self.request))
        parts = (html.tostring(part, encoding="unicode") for part in root)
        return "".join(parts)
