"""Plone features that the installation disables, and permissions that it changes."""

from ndl.registration.config import ROLE_COUNTER
from ndl.registration.config import ROLE_EDITOR
from ndl.registration.config import ROLE_OFFICIAL
from ndl.registration.config import ROLE_REQUESTS
from ndl.registration.config import ROLE_SIMPLE
from ndl.registration.setuphandlers import before
from plone import api
from Products.CMFPlone.Portal import PloneSite
from Products.PluggableAuthService.interfaces.plugins import IAuthenticationPlugin
from Products.PluggableAuthService.interfaces.plugins import ICredentialsUpdatePlugin
from Products.PluggableAuthService.interfaces.plugins import IExtractionPlugin
from Products.PluggableAuthService.PluggableAuthService import PluggableAuthService


# Their tickets and tokens stay valid after logout and a change of password.
STOCK_PLUGINS = ("session", "jwt_auth")
USE_REST = "plone.restapi: Use REST API"
_OURS = (ROLE_EDITOR, ROLE_COUNTER, ROLE_REQUESTS)
REST_ROLES = (ROLE_SIMPLE, ROLE_OFFICIAL, *_OURS, "Manager", "Site Administrator")
STAFF_ROLES = ("Manager", "Site Administrator", "Member", *_OURS)
STOCK_INTERFACES = (
    IExtractionPlugin,
    IAuthenticationPlugin,
    ICredentialsUpdatePlugin,
)


def retire_stock_plugins(acl_users: PluggableAuthService) -> None:
    """Deactivate Plone's own plugins that log users in."""
    for interface in STOCK_INTERFACES:
        for plugin_id in STOCK_PLUGINS:
            if plugin_id in acl_users.plugins.listPluginIds(interface):
                acl_users.plugins.deactivatePlugin(interface, plugin_id)


def close_stock_doors(portal: PloneSite) -> None:
    """Restrict Plone's features and permissions for this site; safe to repeat."""
    _close_self_service(portal)
    _allow_own_password(portal)
    _allow_rest(portal)
    _keep_for_staff(portal)
    _hide_logout_on_terminals(portal)


def _close_self_service(portal: PloneSite) -> None:
    """Disable self-registration, login after a reset, and Plone's reset mails.

    Members cannot see who has changed what, because patrons are members too.
    """
    api.portal.set_registry_record("plone.enable_self_reg", False)
    api.portal.set_registry_record("plone.autologin_after_password_reset", False)
    for permission in ("Mail forgotten password", "List undoable changes"):
        portal.manage_permission(
            permission, roles=["Manager", "Site Administrator"], acquire=0
        )


def _allow_own_password(portal: PloneSite) -> None:
    roles, acquired = before.roles_of(portal, "Set own password")
    roles = sorted({*roles, ROLE_SIMPLE, ROLE_OFFICIAL})
    portal.manage_permission("Set own password", roles=roles, acquire=acquired)


def _allow_rest(portal: PloneSite) -> None:
    """Allow patrons and staff to use services, which check further permissions.

    A Classic site without plone.restapi would allow only managers.
    """
    roles, acquired = before.roles_of(portal, USE_REST)
    portal.manage_permission(
        USE_REST, roles=sorted({*roles, *REST_ROLES}), acquire=acquired
    )


def _keep_for_staff(portal: PloneSite) -> None:
    """Deny patrons the toolbar and WebDAV, which writes even when it reads.

    Instead of the toolbar they see the personal links at the upper right.
    """
    roles, acquired = before.roles_of(portal, "Show Toolbar")
    staff = sorted({*roles, *STAFF_ROLES} - {"Authenticated"})
    portal.manage_permission("Show Toolbar", roles=staff, acquire=acquired)
    # The Zope root grants it to every logged-in user.
    portal.manage_permission("WebDAV access", roles=STAFF_ROLES, acquire=0)


def _hide_logout_on_terminals(portal: PloneSite) -> None:
    # Setting the attribute would not update the compiled expression.
    portal.portal_actions.user.logout.manage_changeProperties(
        available_expr="python:member is not None "
        "and not portal.restrictedTraverse('@@ndl-terminal')()"
    )
