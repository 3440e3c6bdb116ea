"""Guard of exports through the web that contain data of patrons.

Plone and Zope let managers write whole objects into files. Objects that contain the
directory or applications leave the server only by its backups.
"""

from Acquisition import aq_chain
from Acquisition import aq_inner
from collections.abc import Iterator
from ndl.registration import _
from ndl.registration.config import DESK_ID
from ndl.registration.config import PLUGIN_ID
from ndl.registration.events import audit
from ndl.registration.events import AuditTag
from ndl.registration.events import ObjectExporting
from ndl.registration.staff.source import is_root_user
from ndl.registration.web.fresh import is_published
from OFS.Folder import Folder
from plone.base.interfaces import IPloneSiteRoot
from Products.CMFPlone.Portal import PloneSite
from typing import Any
from zExceptions import Forbidden
from zope.component import adapter
from zope.globalrequest import getRequest


NOT_EXPORTED = _(
    "Patrons and applications are not exported through the web. Use the backups "
    "of the server."
)


@adapter(ObjectExporting)
def guard_export(event: ObjectExporting) -> None:
    """Refuse to export accounts, applications or keys to a file."""
    if is_published(getRequest()) and any(_holds_patrons(event.object)):
        refuse_export(event.object)


def refuse_export(exported: Any) -> None:
    """Audit an export that contains patrons. Raises Forbidden unless by a root user."""
    path = "/".join(exported.getPhysicalPath())
    if is_root_user():
        audit(AuditTag.EXPORT_MADE, path=path)
        return
    audit(AuditTag.EXPORT_REFUSED, path=path)
    raise Forbidden(NOT_EXPORTED)


def _holds_patrons(exported: Any) -> Iterator[bool]:
    path = exported.getPhysicalPath()
    for site in _sites(exported):
        for kept in _kept(site):
            yield kept[: len(path)] == path or path[: len(kept)] == kept


def _sites(exported: Any) -> Iterator[PloneSite]:
    """The sites around the object and the sites inside it."""
    yield from (o for o in aq_chain(aq_inner(exported)) if IPloneSiteRoot.providedBy(o))
    yield from _sites_in(exported)


def _sites_in(folder: Any) -> Iterator[PloneSite]:
    if isinstance(folder, Folder) and not IPloneSiteRoot.providedBy(folder):
        for item in folder.objectValues():
            if IPloneSiteRoot.providedBy(item):
                yield item
            else:
                yield from _sites_in(item)


def _kept(site: PloneSite) -> Iterator[tuple[str, ...]]:
    users = site._getOb("acl_users", None)
    if users is not None and PLUGIN_ID in users.objectIds():
        # The whole user folder: its other plugins hold the passwords of staff.
        yield users.getPhysicalPath()
    if DESK_ID in site.objectIds():
        yield (*site.getPhysicalPath(), DESK_ID)
