"""The state of the site before installation, to be restored at removal."""

from ndl.registration.config import PLUGIN_ID
from plone import api
from Products.CMFPlone.Portal import PloneSite
from Products.PluggableAuthService.PluggableAuthService import PluggableAuthService
from Products.PluginRegistry.PluginRegistry import PluginRegistry
from typing import Any
from zope.annotation.interfaces import IAnnotations
from zope.interface.interface import InterfaceClass


_KEY = "ndl.registration.before"
RECORDS = ("plone.enable_self_reg", "plone.autologin_after_password_reset")
PERMISSIONS = (
    "Mail forgotten password",
    "Set own password",
    "Show Toolbar",
    "plone.restapi: Use REST API",
    "List undoable changes",
    "WebDAV access",
)


def remember(portal: PloneSite) -> None:
    """Store the order of the PAS plugins and the other settings to be changed.

    Does nothing if called again before `restore`. The state is stored in the site,
    because the plugin may be deleted by hand.
    """
    notes = IAnnotations(portal)
    if _KEY not in notes:
        notes[_KEY] = {
            "records": {name: _record(name) for name in RECORDS},
            "permissions": {name: roles_of(portal, name) for name in PERMISSIONS},
            "plugins": _active_plugins(portal.acl_users),
            "logout": portal.portal_actions.user.logout.available_expr,
            "mail": _mail_queue(portal),
        }


def restore(portal: PloneSite) -> None:
    """Restore the state stored by `remember`, and delete it."""
    kept = IAnnotations(portal).pop(_KEY, {})
    for name, value in kept.get("records", {}).items():
        api.portal.set_registry_record(name, value)
    for name, (roles, acquired) in kept.get("permissions", {}).items():
        portal.manage_permission(name, roles=roles, acquire=acquired)
    if "logout" in kept:
        action = portal.portal_actions.user.logout
        action.manage_changeProperties(available_expr=kept["logout"])
    if "mail" in kept:
        host = portal.MailHost
        host.smtp_queue, host.smtp_queue_directory = kept["mail"]
    registry = portal.acl_users.plugins
    present = portal.acl_users.objectIds()
    for interface, plugin_ids in kept.get("plugins", {}).items():
        _restore_order(registry, interface, [i for i in plugin_ids if i in present])


def _record(name: str) -> object:
    return api.portal.get_registry_record(name)


def _mail_queue(portal: PloneSite) -> tuple[bool, str]:
    host = portal.MailHost
    return host.smtp_queue, host.smtp_queue_directory


def roles_of(portal: PloneSite, permission: str) -> tuple[list[str], int]:
    """The roles with the permission on the portal, and whether it is acquired."""
    found = portal.rolesOfPermission(permission)
    roles = [role["name"] for role in found if role["selected"]]
    return roles, int(bool(portal.acquiredRolesAreUsedBy(permission)))


def _active_plugins(acl_users: PluggableAuthService) -> dict[Any, tuple[str, ...]]:
    registry = acl_users.plugins
    return {
        info["interface"]: tuple(
            plugin_id
            for plugin_id in registry.listPluginIds(info["interface"])
            if plugin_id != PLUGIN_ID
        )
        for info in registry.listPluginTypeInfo()
    }


def _restore_order(
    registry: PluginRegistry, interface: InterfaceClass, plugin_ids: list[str]
) -> None:
    """Reactivate retired plugins; plugins added since stay, at the end."""
    for plugin_id in reversed(plugin_ids):
        if plugin_id not in registry.listPluginIds(interface):
            registry.activatePlugin(interface, plugin_id)
        registry.movePluginsTop(interface, [plugin_id])
