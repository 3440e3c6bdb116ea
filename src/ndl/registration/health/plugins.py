"""Checks of the PAS plugins and their order."""

from ndl.registration import _
from ndl.registration.config import PLUGIN_ID
from ndl.registration.health.finding import Finding
from ndl.registration.health.finding import fine
from ndl.registration.health.finding import unsafe
from ndl.registration.health.finding import warning
from ndl.registration.pas.plugin import INTERFACES
from ndl.registration.pas.plugin import RegistrationPlugin
from Products.PluggableAuthService.interfaces.plugins import IAuthenticationPlugin
from typing import Any
from zope.component.hooks import getSite


# Passwords reach these only if the plugin of the add-on passes them on.
ASK_PASSWORDS = ("ZODB User Manager", "User Manager")
# Their tickets and tokens stay valid after logout and a change of password.
OPEN_SESSIONS = ("Plone Session Plugin", "JWT Authentication Plugin")

REPAIR = _(
    "Put ndl_registration back in front in acl_users/plugins, or install the "
    "add-on again, which keeps all data."
)


def plugin_comes_first() -> Finding:
    """Check that the plugin of the add-on is first for all its interfaces."""
    users = getSite().acl_users
    if not isinstance(users._getOb(PLUGIN_ID, None), RegistrationPlugin):
        return unsafe(
            _("The plugin ndl_registration is missing: passwords alone log in."),
            REPAIR,
        )
    wrong = [
        interface.__name__
        for interface in INTERFACES
        if users.plugins.listPluginIds(interface)[:1] != (PLUGIN_ID,)
    ]
    if wrong:
        return unsafe(
            _(
                "The plugin ndl_registration is not the first one for: ${names}.",
                mapping={"names": ", ".join(wrong)},
            ),
            REPAIR,
        )
    return fine(_("The plugin ndl_registration is asked before all others."))


def others_open_no_session() -> Finding:
    """Check that no other plugin logs users in without a code."""
    others = [
        (plugin_id, plugin)
        for plugin_id, plugin in _authenticators()
        if plugin_id != PLUGIN_ID and plugin.meta_type not in ASK_PASSWORDS
    ]
    open_doors = [i for i, plugin in others if plugin.meta_type in OPEN_SESSIONS]
    if open_doors:
        return unsafe(
            _(
                "Tickets of other plugins log users in without a code: ${names}.",
                mapping={"names": ", ".join(open_doors)},
            ),
            _(
                "In the management interface open acl_users, plugins, Authentication "
                "Plugins, and move them from the active to the available plugins."
            ),
        )
    if others:
        return warning(
            _(
                "Other plugins log users in as well: ${names}.",
                mapping={"names": ", ".join(plugin_id for plugin_id, _p in others)},
            ),
            _("Make sure that they check passwords only, and open no sessions."),
        )
    return fine(_("No other plugin opens sessions."))


def _authenticators() -> list[tuple[str, Any]]:
    return getSite().acl_users.plugins.listPlugins(IAuthenticationPlugin)
