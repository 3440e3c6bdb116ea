"""URLs of scripts and styles that browsers may cache for ever."""

from functools import lru_cache
from hashlib import blake2b
from ndl.registration.browser.layout.stylesheet import STATIC
from ndl.registration.browser.layout.stylesheet import style_sheet
from plone import api
from Products.Five.browser import BrowserView
from ZPublisher.HTTPRequest import HTTPRequest

import re


STYLES = "ndl-patron.css"
FOR_GOOD = "public, max-age=31536000, immutable"
_OF_PLONE = re.compile(r"/\+\+webresource\+\+[0-9a-f-]{36}/\+\+(plone|theme)\+\+")
_FOLDER = "++resource++ndl.registration"


@lru_cache(maxsize=1)
def static_version() -> str:
    """A digest of all scripts and styles of the package."""
    found = blake2b(digest_size=8)
    for path in sorted(STATIC.iterdir()):
        found.update(path.read_bytes())
    return found.hexdigest()


def static_url() -> str:
    """The base URL of the scripts, which import each other by relative paths."""
    return f"{_versioned(static_version())}/{_FOLDER}"


def styles_url(request: HTTPRequest) -> str:
    """The URL of the style sheet of patrons' pages."""
    version = style_sheet(api.portal.get(), request).version
    return f"{_versioned(version)}/@@{STYLES}"


def is_kept_for_good(request: HTTPRequest) -> bool:
    """Whether the URL is that of a script or style that never changes.

    Includes Plone's own versioned files, which Plone itself does not let browsers keep.

    During an upgrade, a version that this process does not have may be requested: the
    answer must not be cached under that version.
    """
    path = request.get("PATH_INFO", "")
    is_own = f"{_mark(static_version())}/{_FOLDER}/" in path
    return is_own or _OF_PLONE.search(path) is not None


def _versioned(version: str) -> str:
    return f"{api.portal.get().absolute_url()}{_mark(version)}"


def _mark(version: str) -> str:
    return f"/++webresource++{version}"


class StylesView(BrowserView):
    """The style sheet of patrons' pages."""

    def __call__(self) -> str:
        """Send the style sheet; cacheable if requested by its current version."""
        sheet = style_sheet(api.portal.get(), self.request)
        is_current = f"{_mark(sheet.version)}/" in self.request.get("PATH_INFO", "")
        response = self.request.response
        response.setHeader("Content-Type", "text/css; charset=utf-8")
        response.setHeader("Cache-Control", FOR_GOOD if is_current else "no-cache")
        return sheet.text
