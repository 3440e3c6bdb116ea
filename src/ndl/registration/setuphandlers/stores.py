"""The plugin and the stores it owns, as utilities of the site."""

from ndl.registration import stores
from ndl.registration.config import PLUGIN_ID
from ndl.registration.pas.plugin import RegistrationPlugin
from Products.CMFPlone.Portal import PloneSite


def ensure_plugin(portal: PloneSite) -> RegistrationPlugin:
    """The plugin of the site with all stores, made now as far as they are missing.

    Where somebody deleted it from the user folder, the new one takes over the
    stores that are still registered: nobody is lost.
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
    """Put the stores of the plugin in service."""
    plugin, manager = portal.acl_users[PLUGIN_ID], portal.getSiteManager()
    for interface in stores.registered():
        manager.registerUtility(plugin.store(interface), interface)


def unregister_stores(portal: PloneSite) -> None:
    """Unregister the stores; the plugin keeps them."""
    for interface in stores.registered():
        portal.getSiteManager().unregisterUtility(provided=interface)
