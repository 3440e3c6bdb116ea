"""Where a login may end: on a page of this site, whatever the address says."""

from plone import api
from urllib.parse import urlsplit
from urllib.parse import urlunsplit

import re


# What browsers read in more than one way has no place in an address.
_PLAIN = re.compile(r"[!-\[\]-~]+")
_ENTITY = re.compile(r"&#?\w+;")
_DEVIOUS = re.compile(r"//|/\.\.?(/|$)|%(00|0a|0d|2e|2f|5c)", re.IGNORECASE)


def landing(url: str) -> str:
    """The address in full if it is one of this site, else empty.

    Stricter than Plone, which takes relative addresses and other sites that
    it was told of. Scheme and host are always those of the portal.
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
