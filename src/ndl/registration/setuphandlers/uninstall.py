"""Removal: the site becomes what it was, and no patron is lost by a click."""

from AccessControl import getSecurityManager
from ndl.registration import logger
from ndl.registration.config import GROUP_EDITORS
from ndl.registration.config import KEY_RING
from ndl.registration.config import PLUGIN_ID
from ndl.registration.config import ROLE_EDITOR
from ndl.registration.config import ROLE_IN_JAPAN
from ndl.registration.config import ROLE_OFFICIAL
from ndl.registration.config import ROLE_OVERSEAS
from ndl.registration.config import ROLE_SIMPLE
from ndl.registration.config import SETTINGS_PREFIX
from ndl.registration.events import audit
from ndl.registration.events import AuditTag
from ndl.registration.pas.plugin import INTERFACES
from ndl.registration.review.desk import forget_desk
from ndl.registration.setuphandlers import before
from ndl.registration.setuphandlers.stores import ensure_plugin
from ndl.registration.setuphandlers.stores import unregister_stores
from ndl.registration.web.fresh import current_needs_code
from ndl.registration.web.fresh import demand_fresh_code
from plone import api
from plone.keyring.interfaces import IKeyManager
from plone.registry.interfaces import IRegistry
from Products.CMFPlone.Portal import PloneSite
from Products.GenericSetup.tool import SetupTool
from Products.PluginRegistry.PluginRegistry import PluginRegistry
from zope.component import getUtility


ROLES = (ROLE_SIMPLE, ROLE_OFFICIAL, ROLE_IN_JAPAN, ROLE_OVERSEAS, ROLE_EDITOR)


def pre_uninstall(setup_tool: SetupTool) -> None:
    """Undo the installation, for whoever has entered a code lately if they must.

    A directory with patrons, a desk with applications and the group of those
    who work on them are kept, out of service: installing again brings them
    back.
    """
    portal = api.portal.get()
    plugin = ensure_plugin(portal)
    if current_needs_code():
        demand_fresh_code()
    audit(AuditTag.UNINSTALLED, getSecurityManager().getUser().getId() or "")
    before.restore(portal)
    _deactivate(portal.acl_users.plugins)
    unregister_stores(portal)
    if plugin._directory.is_empty():
        portal.acl_users._delObject(PLUGIN_ID)
        del getUtility(IKeyManager)[KEY_RING]
        api.group.delete(GROUP_EDITORS)
    forget_desk(portal)
    _drop_settings()
    _drop_permissions(portal)
    _drop_roles(portal)
    logger.warning("Removed: all users of this site log in with a password alone.")


def _deactivate(registry: PluginRegistry) -> None:
    for interface in INTERFACES:
        if PLUGIN_ID in registry.listPluginIds(interface):
            registry.deactivatePlugin(interface, PLUGIN_ID)


def _drop_settings() -> None:
    records = getUtility(IRegistry).records
    for name in list(records.keys(f"{SETTINGS_PREFIX}.", f"{SETTINGS_PREFIX}/")):
        del records[name]


def _drop_permissions(portal: PloneSite) -> None:
    for permission in portal.ac_inherited_permissions(1):
        if permission[0].startswith(f"{SETTINGS_PREFIX}:"):
            portal.manage_permission(permission[0], roles=[], acquire=1)


def _drop_roles(portal: PloneSite) -> None:
    portal.__ac_roles__ = tuple(r for r in portal.__ac_roles__ if r not in ROLES)
    manager = portal.acl_users.portal_role_manager
    for role in set(manager.listRoleIds()) & set(ROLES):
        manager.removeRole(role)
