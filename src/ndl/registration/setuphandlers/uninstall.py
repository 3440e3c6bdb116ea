"""Removal: restores the site and keeps all entered data."""

from ndl.registration import logger
from ndl.registration import PACKAGE_NAME
from ndl.registration.current_user import current_user_id
from ndl.registration.events import audit
from ndl.registration.events import AuditTag
from ndl.registration.pas.guard import is_installed
from ndl.registration.review.desk import forget_desk
from ndl.registration.setuphandlers import before
from ndl.registration.setuphandlers.front_door import close_front_door
from ndl.registration.setuphandlers.front_door import forget_front_door
from ndl.registration.setuphandlers.groups import delete_groups
from ndl.registration.setuphandlers.groups import drop_roles
from ndl.registration.setuphandlers.groups import have_members
from ndl.registration.setuphandlers.kept import drop_settings
from ndl.registration.setuphandlers.kept import keep_settings
from ndl.registration.setuphandlers.kept import own_permissions
from ndl.registration.setuphandlers.stores import deactivate_plugin
from ndl.registration.setuphandlers.stores import delete_plugin
from ndl.registration.setuphandlers.stores import ensure_plugin
from ndl.registration.setuphandlers.stores import is_in_service
from ndl.registration.setuphandlers.stores import is_without_patrons
from ndl.registration.setuphandlers.stores import is_without_texts
from ndl.registration.setuphandlers.stores import register_stores
from ndl.registration.setuphandlers.stores import unregister_stores
from ndl.registration.web.fresh import current_needs_code
from ndl.registration.web.fresh import demand_fresh_code
from plone import api
from plone.browserlayer.interfaces import ILocalBrowserLayerType
from Products.CMFPlone.Portal import PloneSite
from Products.GenericSetup.tool import SetupTool

import transaction


class HalfRemoved(Exception):
    """The removal is incomplete and must not be committed."""


def pre_uninstall(setup_tool: SetupTool) -> None:
    """Undo the installation; users who log in with a code need a fresh code.

    The entered data is kept but unused: patrons, terms, applications, the groups of
    staff, settings and texts. Installing the add-on again restores it.
    """
    portal = api.portal.get()
    ensure_plugin(portal)
    # Allows a removal that failed half-way in an earlier version to be completed.
    register_stores(portal)
    if current_needs_code():
        demand_fresh_code()
    # Plone's pages catch exceptions of a step, which would commit a partial removal.
    hook = transaction.get().addBeforeCommitHook
    hook(_refuse_half_removal, (portal,))
    audit(AuditTag.UNINSTALLED, current_user_id())
    before.restore(portal)
    close_front_door(portal)
    deactivate_plugin(portal.acl_users.plugins)
    unregister_stores(portal)
    keep_settings(portal)
    forget_desk(portal)
    _drop_what_is_empty(portal)
    _drop_permissions(portal)
    drop_roles(portal)
    logger.warning("Removed: all users of this site log in with a password alone.")


def post_uninstall(setup_tool: SetupTool) -> None:
    """Offer the add-on for installation again.

    The add-ons control panel does this itself, but the setup tool does not.
    """
    setup_tool.unsetLastVersionForProfile(f"{PACKAGE_NAME}:default")


def forget(setup_tool: SetupTool) -> None:
    """Delete the settings and texts kept by a removal.

    Without any patrons ever, also the plugin with its stores, and the groups of staff.
    """
    portal = api.portal.get()
    if is_installed():
        raise ValueError("Remove ndl.registration first.")
    drop_settings(portal)
    forget_front_door(portal)
    if is_without_patrons(portal):
        delete_plugin(portal)
        delete_groups()


def _refuse_half_removal(portal: PloneSite) -> None:
    find = portal.getSiteManager().queryUtility
    layer = find(ILocalBrowserLayerType, name=PACKAGE_NAME)
    if layer is not None and not is_in_service(portal):
        raise HalfRemoved("ndl.registration was not removed as a whole.")


def _drop_what_is_empty(portal: PloneSite) -> None:
    """Without patrons: delete the plugin if it has no texts, and groups if unused."""
    if not is_without_patrons(portal):
        return
    if is_without_texts(portal):
        delete_plugin(portal)
    if not have_members():
        delete_groups()


def _drop_permissions(portal: PloneSite) -> None:
    for name in own_permissions(portal):
        portal.manage_permission(name, roles=[], acquire=1)
