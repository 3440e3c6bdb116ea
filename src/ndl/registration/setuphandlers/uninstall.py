"""Removal: the site is restored, and all entered data are kept."""

from AccessControl import getSecurityManager
from ndl.registration import logger
from ndl.registration import PACKAGE_NAME
from ndl.registration.config import FRONT_DOOR
from ndl.registration.config import KEY_RING
from ndl.registration.config import PLUGIN_ID
from ndl.registration.config import ROLE_COUNTER
from ndl.registration.config import ROLE_EDITOR
from ndl.registration.config import ROLE_IN_JAPAN
from ndl.registration.config import ROLE_OFFICIAL
from ndl.registration.config import ROLE_OVERSEAS
from ndl.registration.config import ROLE_REQUESTS
from ndl.registration.config import ROLE_SIMPLE
from ndl.registration.events import audit
from ndl.registration.events import AuditTag
from ndl.registration.pas.guard import is_installed
from ndl.registration.pas.plugin import INTERFACES
from ndl.registration.pas.plugin import RegistrationPlugin
from ndl.registration.review.desk import forget_desk
from ndl.registration.setuphandlers import before
from ndl.registration.setuphandlers.install import GROUPS
from ndl.registration.setuphandlers.kept import drop_settings
from ndl.registration.setuphandlers.kept import keep_settings
from ndl.registration.setuphandlers.kept import own_permissions
from ndl.registration.setuphandlers.stores import ensure_plugin
from ndl.registration.setuphandlers.stores import register_stores
from ndl.registration.setuphandlers.stores import unregister_stores
from ndl.registration.store_interfaces.patrons import IPatronDirectory
from ndl.registration.store_interfaces.staff import ITermsBook
from ndl.registration.web.fresh import current_needs_code
from ndl.registration.web.fresh import demand_fresh_code
from plone import api
from plone.browserlayer.interfaces import ILocalBrowserLayerType
from plone.keyring.interfaces import IKeyManager
from Products.CMFPlone.Portal import PloneSite
from Products.GenericSetup.tool import SetupTool
from Products.PluginRegistry.PluginRegistry import PluginRegistry
from zope.component import getUtility

import transaction


PATRON_ROLES = (ROLE_SIMPLE, ROLE_OFFICIAL, ROLE_IN_JAPAN, ROLE_OVERSEAS)
ROLES = (*PATRON_ROLES, ROLE_EDITOR, ROLE_COUNTER, ROLE_REQUESTS)


class HalfRemoved(Exception):
    """A removal that was not finished must not be committed."""


def pre_uninstall(setup_tool: SetupTool) -> None:
    """Undo the installation, for those who have entered a code lately if they must.

    What people entered is kept out of service: patrons, terms, applications,
    the groups of staff, settings and texts. Installing again brings it back.
    """
    portal = api.portal.get()
    plugin = ensure_plugin(portal)
    # A removal that failed half-way in an earlier version can be finished.
    register_stores(portal)
    if current_needs_code():
        demand_fresh_code()
    # Stock pages catch what a step raises, and what was done so far would stay.
    hook = transaction.get().addBeforeCommitHook
    hook(_refuse_half_removal, (portal,))
    audit(AuditTag.UNINSTALLED, getSecurityManager().getUser().getId() or "")
    before.restore(portal)
    _close_front_door(portal)
    _deactivate(portal.acl_users.plugins)
    unregister_stores(portal)
    keep_settings(portal)
    forget_desk(portal)
    _drop_what_is_empty(portal, plugin)
    _drop_permissions(portal)
    _drop_roles(portal)
    logger.warning("Removed: all users of this site log in with a password alone.")


def post_uninstall(setup_tool: SetupTool) -> None:
    """Offer the add-on for installation again.

    The pages for add-ons do so themselves, the setup tool does not.
    """
    setup_tool.unsetLastVersionForProfile(f"{PACKAGE_NAME}:default")


def forget(setup_tool: SetupTool) -> None:
    """Drop the settings and texts that a removal kept, and unused terms."""
    portal = api.portal.get()
    if is_installed():
        raise ValueError("Remove ndl.registration first.")
    drop_settings(portal)
    plugin = portal.acl_users._getOb(PLUGIN_ID, None)
    if plugin is not None and plugin.store(IPatronDirectory).is_empty():
        _delete_plugin(portal)
        _delete_groups()


def _refuse_half_removal(portal: PloneSite) -> None:
    find = portal.getSiteManager().queryUtility
    layer = find(ILocalBrowserLayerType, name=PACKAGE_NAME)
    if layer is not None and find(IPatronDirectory) is None:
        raise HalfRemoved("ndl.registration was not removed as a whole.")


def _close_front_door(portal: PloneSite) -> None:
    """A site without the add-on does not know its page."""
    if portal.getLayout() == FRONT_DOOR:
        portal.setLayout("listing_view")


def _deactivate(registry: PluginRegistry) -> None:
    for interface in INTERFACES:
        if PLUGIN_ID in registry.listPluginIds(interface):
            registry.deactivatePlugin(interface, PLUGIN_ID)


def _drop_what_is_empty(portal: PloneSite, plugin: RegistrationPlugin) -> None:
    """Remove empty stores."""
    is_unused = plugin.store(IPatronDirectory).is_empty()
    if is_unused and not plugin.store(ITermsBook).is_published:
        _delete_plugin(portal)
    if is_unused and not _have_members():
        _delete_groups()


def _delete_plugin(portal: PloneSite) -> None:
    portal.acl_users._delObject(PLUGIN_ID)
    manager = getUtility(IKeyManager)
    if KEY_RING in manager:
        del manager[KEY_RING]


def _have_members() -> bool:
    found = filter(None, map(api.group.get, GROUPS))
    return any(group.getGroupMemberIds() for group in found)


def _delete_groups() -> None:
    for group in GROUPS:
        if api.group.get(group) is not None:
            api.group.delete(group)


def _drop_permissions(portal: PloneSite) -> None:
    for name in own_permissions(portal):
        portal.manage_permission(name, roles=[], acquire=1)


def _drop_roles(portal: PloneSite) -> None:
    portal.__ac_roles__ = tuple(r for r in portal.__ac_roles__ if r not in ROLES)
    manager = portal.acl_users.portal_role_manager
    for role in set(manager.listRoleIds()) & set(ROLES):
        manager.removeRole(role)
