"""The sites of one Zope, and the cookie names that keep them apart."""

from collections.abc import Iterator
from ndl.registration.config import PLUGIN_ID
from Products.CMFPlone.Portal import PloneSite
from typing import Any
from zope.component.hooks import getSite


def find_sites(folder: Any) -> Iterator[PloneSite]:
    """All Plone sites below a folder, such as the root of Zope."""
    yield from folder.objectValues("Plone Site")
    for inner in folder.objectValues(("Folder", "Folder (Ordered)")):
        yield from find_sites(inner)


def other_sites(site: PloneSite) -> list[PloneSite]:
    """The other sites of this Zope that have the add-on."""
    here = site.getPhysicalPath()
    found = find_sites(site.getPhysicalRoot())
    return [
        other
        for other in found
        if other.getPhysicalPath() != here and PLUGIN_ID in other.acl_users.objectIds()
    ]


def cookie_mark(site: PloneSite) -> str:
    """Suffix of the site's cookie names, which keeps sites of one host apart."""
    plugin = site.acl_users._getOb(PLUGIN_ID, None)
    return getattr(plugin, "_cookie_mark", "")


def site_path() -> str:
    """Path of the current site in the database; empty if there is no site."""
    site = getSite()
    return "" if site is None else "/".join(site.getPhysicalPath())
