"""Places of the frame of patrons' pages that an integrator may fill."""

from zope.viewlet.interfaces import IViewletManager


class IPatronHead(IViewletManager):
    """The end of the head: more styles, scripts, verification marks."""


class IPatronHeader(IViewletManager):
    """The header, before the links of the account."""


class IPatronFooter(IViewletManager):
    """The end of the page."""
