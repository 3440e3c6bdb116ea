"""The destination after login: always a page of this site."""

from ndl.registration import _
from ndl.registration.browser.interfaces import IPortalPage
from ndl.registration.browser.layout.home import home_of
from ndl.registration.current_user import current_user_id
from plone import api
from Products.CMFPlone.browser.login.login import InsufficientPrivilegesView
from urllib.parse import urlsplit
from urllib.parse import urlunsplit
from zope.interface import implementer

import re


# Characters that browsers interpret in more than one way are not allowed.
_PLAIN = re.compile(r"[!-\[\]-~]+")
_ENTITY = re.compile(r"&#?\w+;")
_DEVIOUS = re.compile(r"//|/\.\.?(/|$)|%(00|0a|0d|2e|2f|5c)", re.IGNORECASE)


@implementer(IPortalPage)
class NoPrivileges(InsufficientPrivilegesView):
    """The page `insufficient-privileges`, in the layout of the portal's pages."""

    title = _("This page is not open to you")

    @property
    def home(self) -> str:
        """URL of the visitor's home page."""
        return home_of(current_user_id())


def landing(url: str) -> str:
    """The absolute URL if it is one of this site, else empty.

    Stricter than Plone, which accepts relative URLs and configured other sites. Scheme
    and host are always those of the portal.
    """
    if not _PLAIN.fullmatch(url) or _ENTITY.search(url):
        return ""
    if not api.portal.get_tool("portal_url").isURLInPortal(url):
        return ""
    try:
        wanted = urlsplit(url)
    except ValueError:
        return ""
    home = urlsplit(api.portal.get().absolute_url())
    if wanted.netloc != (home.netloc if wanted.scheme else ""):
        return ""
    if _DEVIOUS.search(wanted.path) or not _is_here(wanted.path, home.path):
        return ""
    return urlunsplit(wanted._replace(scheme=home.scheme, netloc=home.netloc))


def _is_here(path: str, home: str) -> bool:
    return f"{path}/".startswith(f"{home.rstrip('/')}/")
