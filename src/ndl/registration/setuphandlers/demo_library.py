"""The demo library: front page, logo and contacts, without Plone's branding."""

from base64 import b64encode
from ndl.registration.config import FRONT_DOOR
from ndl.registration.settings import settings
from pathlib import Path
from plone import api
from plone.portlets.interfaces import IPortletAssignmentMapping
from plone.portlets.interfaces import IPortletManager
from Products.CMFPlone.Portal import PloneSite
from zope.component import getMultiAdapter
from zope.component import getUtility


LOGO = Path(__file__).parent.parent / "profiles" / "demo" / "logo.svg"
# Pages of the National Diet Library that its help on registration refers to.
PAGES = {
    "about_page_en": "https://www.ndl.go.jp/en/registration/index.html",
    "about_page_ja": "https://www.ndl.go.jp/jp/registration/index.html",
    "documents_page_en": "https://www.ndl.go.jp/en/help/application.html",
    "documents_page_ja": "https://www.ndl.go.jp/jp/help/application.html",
    "passwords_page_en": "https://www.ndl.go.jp/en/help/password.html",
    "passwords_page_ja": "https://www.ndl.go.jp/jp/help/password.html",
    "institutions_page_en": "https://www.ndl.go.jp/en/registration/index.html",
    "institutions_page_ja": "https://www.ndl.go.jp/jp/information/guide_02.html",
}


def furnish(portal: PloneSite) -> None:
    """Make the site look like that of a library; safe to repeat."""
    portal.setLayout(FRONT_DOOR)
    _set_logo()
    _clear_footer(portal)
    values = settings()
    for name, url in PAGES.items():
        setattr(values, name, url)
    values.contact = values.contact or "registration@library.example"
    values.address_en = "1-10-1 Nagatacho, Chiyoda-ku, Tokyo 100-8924, Japan"
    values.address_ja = "〒100-8924 東京都千代田区永田町1-10-1"


def _set_logo() -> None:
    encoded = b"filenameb64:%s;datab64:%s" % (
        b64encode(LOGO.name.encode()),
        b64encode(LOGO.read_bytes()),
    )
    for name in ("site_logo", "site_favicon"):
        api.portal.set_registry_record(f"plone.{name}", encoded)
    api.portal.set_registry_record("plone.site_favicon_mimetype", "image/svg+xml")


def _clear_footer(portal: PloneSite) -> None:
    manager = getUtility(IPortletManager, name="plone.footerportlets")
    portlets = getMultiAdapter((portal, manager), IPortletAssignmentMapping)
    for name in list(portlets):
        del portlets[name]
