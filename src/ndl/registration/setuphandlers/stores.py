"""The plugin and the stores it owns, as utilities of the site."""

from ndl.registration.config import PLUGIN_ID
from ndl.registration.interfaces import IDraftStore
from ndl.registration.interfaces import ILoginStore
from ndl.registration.interfaces import IPatronDirectory
from ndl.registration.interfaces import IStaffPatrons
from ndl.registration.interfaces import ITermsBook
from ndl.registration.pas.plugin import RegistrationPlugin
from Products.CMFPlone.Portal import PloneSite


# Each utility, and the attribute of the plugin that holds it.
STORES = {
    IPatronDirectory: "_directory",
    ILoginStore: "_logins",
    IDraftStore: "_drafts",
    ITermsBook: "_terms",
    IStaffPatrons: "_staff_patrons",
}


def ensure_plugin(portal: PloneSite) -> RegistrationPlugin:
    """The plugin of the site, made now if there is none.

    Where somebody deleted it from the user folder, the new one takes over the
    stores that are still registered: nobody is lost.
    """
    if PLUGIN_ID not in portal.acl_users.objectIds():
        plugin = RegistrationPlugin(PLUGIN_ID)
        _adopt_stores(portal, plugin)
        portal.acl_users._setObject(PLUGIN_ID, plugin)
    return portal.acl_users[PLUGIN_ID]


def register_stores(portal: PloneSite) -> None:
    """Put the stores of the plugin in service."""
    plugin, manager = portal.acl_users[PLUGIN_ID], portal.getSiteManager()
    for interface, name in STORES.items():
        manager.registerUtility(getattr(plugin, name), interface)


def unregister_stores(portal: PloneSite) -> None:
    """Take the stores out of service; the plugin keeps them."""
    for interface in STORES:
        portal.getSiteManager().unregisterUtility(provided=interface)


def _adopt_stores(portal: PloneSite, plugin: RegistrationPlugin) -> None:
    for interface, name in STORES.items():
        store = portal.getSiteManager().queryUtility(interface)
        if store is not None:
            setattr(plugin, name, store)
