"""The plugin with its keys, and its stores as utilities of the site."""

from ndl.registration import stores
from ndl.registration.config import KEY_RING
from ndl.registration.config import PLUGIN_ID
from ndl.registration.pas.plugin import INTERFACES
from ndl.registration.pas.plugin import RegistrationPlugin
from ndl.registration.sealed import digest
from ndl.registration.sites import cookie_mark
from ndl.registration.sites import other_sites
from ndl.registration.store_interfaces.library import IServiceTerms
from ndl.registration.store_interfaces.patrons import IPatronDirectory
from ndl.registration.store_interfaces.staff import INoticeBoard
from ndl.registration.store_interfaces.staff import ITermsBook
from plone.keyring.interfaces import IKeyManager
from plone.keyring.keyring import Keyring
from Products.CMFPlone.Portal import PloneSite
from Products.PluggableAuthService.PluggableAuthService import PluggableAuthService
from Products.PluginRegistry.PluginRegistry import PluginRegistry
from zope.component import getUtility


def ensure_plugin(portal: PloneSite) -> RegistrationPlugin:
    """The plugin of the site with all stores; missing ones are created.

    If the plugin was deleted from the user folder, a new plugin takes over the stores
    that are still registered, so that no data is lost.
    """
    if PLUGIN_ID not in portal.acl_users.objectIds():
        portal.acl_users._setObject(PLUGIN_ID, RegistrationPlugin(PLUGIN_ID))
    plugin, manager = portal.acl_users[PLUGIN_ID], portal.getSiteManager()
    for interface, factory in stores.registered().items():
        name = interface.__identifier__
        if name not in plugin._stores:
            plugin._stores[name] = manager.queryUtility(interface) or factory()
    return plugin


def register_stores(portal: PloneSite) -> None:
    """Register the stores of the plugin as utilities."""
    plugin, manager = portal.acl_users[PLUGIN_ID], portal.getSiteManager()
    for interface in stores.registered():
        manager.registerUtility(plugin.store(interface), interface)


def unregister_stores(portal: PloneSite) -> None:
    """Unregister the stores; the plugin keeps them."""
    for interface in stores.registered():
        portal.getSiteManager().unregisterUtility(provided=interface)


def activate_plugin(acl_users: PluggableAuthService) -> None:
    """Make the plugin the first for each of its interfaces."""
    plugins = acl_users.plugins
    for interface in INTERFACES:
        if PLUGIN_ID not in plugins.listPluginIds(interface):
            plugins.activatePlugin(interface, PLUGIN_ID)
        plugins.movePluginsTop(interface, [PLUGIN_ID])


def mark_cookies(portal: PloneSite) -> None:
    """Make the site's cookie names unique among the sites of this Zope."""
    taken = {cookie_mark(other) for other in other_sites(portal)}
    if cookie_mark(portal) in taken:
        path = "/".join(portal.getPhysicalPath())
        portal.acl_users[PLUGIN_ID]._cookie_mark = digest(path)[:8]


def make_key_ring() -> None:
    """Create the keys that seal links and drafts, unless they exist."""
    manager = getUtility(IKeyManager)
    if KEY_RING not in manager:
        manager[KEY_RING] = Keyring()
        manager[KEY_RING].fill()


def deactivate_plugin(registry: PluginRegistry) -> None:
    """Deactivate the plugin for all its interfaces."""
    for interface in INTERFACES:
        if PLUGIN_ID in registry.listPluginIds(interface):
            registry.deactivatePlugin(interface, PLUGIN_ID)


def delete_plugin(portal: PloneSite) -> None:
    """Delete the plugin with its stores, and the keys."""
    portal.acl_users._delObject(PLUGIN_ID)
    manager = getUtility(IKeyManager)
    if KEY_RING in manager:
        del manager[KEY_RING]


def is_in_service(portal: PloneSite) -> bool:
    """Whether the stores are registered."""
    return portal.getSiteManager().queryUtility(IPatronDirectory) is not None


def is_without_patrons(portal: PloneSite) -> bool:
    """Whether the plugin exists but has never had a patron."""
    plugin = portal.acl_users._getOb(PLUGIN_ID, None)
    return plugin is not None and bool(plugin.store(IPatronDirectory).is_empty())


def is_without_texts(portal: PloneSite) -> bool:
    """Whether the plugin exists but holds no terms and no notices of the library."""
    plugin = portal.acl_users._getOb(PLUGIN_ID, None)
    if plugin is None or plugin.store(ITermsBook).is_published:
        return False
    has_notices = any(True for _notice in plugin.store(INoticeBoard).newest())
    return bool(plugin.store(IServiceTerms).is_empty()) and not has_notices
