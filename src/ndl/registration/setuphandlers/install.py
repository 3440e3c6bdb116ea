"""Installation beyond the profile's XML."""

from App.config import getConfiguration
from ndl.registration import logger
from ndl.registration.config import GROUP_COUNTER
from ndl.registration.config import GROUP_EDITORS
from ndl.registration.config import GROUP_REQUESTS
from ndl.registration.config import KEY_RING
from ndl.registration.config import MAIL_QUEUE
from ndl.registration.config import PLUGIN_ID
from ndl.registration.config import ROLE_COUNTER
from ndl.registration.config import ROLE_EDITOR
from ndl.registration.config import ROLE_OFFICIAL
from ndl.registration.config import ROLE_REQUESTS
from ndl.registration.config import ROLE_SIMPLE
from ndl.registration.pas.plugin import INTERFACES
from ndl.registration.review.desk import create_desk
from ndl.registration.review.indexing import complete_index
from ndl.registration.sealed import digest
from ndl.registration.settings import settings
from ndl.registration.settings.addresses import is_web_address
from ndl.registration.setuphandlers import before
from ndl.registration.setuphandlers.kept import bring_back_settings
from ndl.registration.setuphandlers.kept import remember_shipped
from ndl.registration.setuphandlers.stores import ensure_plugin
from ndl.registration.setuphandlers.stores import register_stores
from ndl.registration.sites import cookie_mark
from ndl.registration.sites import other_sites
from ndl.registration.staff.accounts import note_addresses
from ndl.registration.web.fresh import is_published
from pathlib import Path
from plone import api
from plone.keyring.interfaces import IKeyManager
from plone.keyring.keyring import Keyring
from Products.CMFPlone.Portal import PloneSite
from Products.GenericSetup.tool import SetupTool
from Products.PluggableAuthService.interfaces.plugins import IAuthenticationPlugin
from Products.PluggableAuthService.interfaces.plugins import ICredentialsUpdatePlugin
from Products.PluggableAuthService.interfaces.plugins import IExtractionPlugin
from Products.PluggableAuthService.PluggableAuthService import PluggableAuthService
from zope.component import getUtility
from zope.globalrequest import getRequest


# Their tickets and tokens outlive log-out and a change of password.
STOCK_PLUGINS = ("session", "jwt_auth")
USE_REST = "plone.restapi: Use REST API"
_OURS = (ROLE_EDITOR, ROLE_COUNTER, ROLE_REQUESTS)
REST_ROLES = (ROLE_SIMPLE, ROLE_OFFICIAL, *_OURS, "Manager", "Site Administrator")
STAFF_ROLES = ("Manager", "Site Administrator", "Member", *_OURS)
# What each group is called, and the role that it gives.
GROUPS = {
    GROUP_EDITORS: ("Registration Editors", ROLE_EDITOR),
    GROUP_COUNTER: ("Registration Counter", ROLE_COUNTER),
    GROUP_REQUESTS: ("Request Editors", ROLE_REQUESTS),
}
STOCK_INTERFACES = (
    IExtractionPlugin,
    IAuthenticationPlugin,
    ICredentialsUpdatePlugin,
)


def post_install(setup_tool: SetupTool) -> None:
    """Set up plugin, stores, keys, groups and desk; safe to run again."""
    portal = api.portal.get()
    ensure_plugin(portal)
    _mark_cookies(portal)
    before.remember(portal)
    remember_shipped(portal)
    # Until the stores are in service, nobody can have a code to be asked for.
    bring_back_settings(portal)
    _make_groups()
    _retire_stock_plugins(portal.acl_users)
    activate_plugin(portal.acl_users)
    register_stores(portal)
    _close_stock_doors(portal)
    _allow_own_password(portal)
    _allow_rest(portal)
    _keep_for_staff(portal)
    _hide_logout_on_terminals(portal)
    _make_key_ring()
    _set_public_url(portal)
    _queue_mails(portal)
    create_desk(portal)
    complete_index()
    note_addresses()


def activate_plugin(acl_users: PluggableAuthService) -> None:
    """Put the plugin first for each interface that it serves."""
    plugins = acl_users.plugins
    for interface in INTERFACES:
        if PLUGIN_ID not in plugins.listPluginIds(interface):
            plugins.activatePlugin(interface, PLUGIN_ID)
        plugins.movePluginsTop(interface, [PLUGIN_ID])


def _retire_stock_plugins(acl_users: PluggableAuthService) -> None:
    for interface in STOCK_INTERFACES:
        for plugin_id in STOCK_PLUGINS:
            if plugin_id in acl_users.plugins.listPluginIds(interface):
                acl_users.plugins.deactivatePlugin(interface, plugin_id)


def _close_stock_doors(portal: PloneSite) -> None:
    """No self-registration, no login by reset, no reset mails for strangers.

    Members do not see who has changed what: patrons are members too.
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
    """Patrons and those who check them may use services; each asks for more.

    A Classic site, which does not install plone.restapi, lets nobody but managers.
    """
    roles, acquired = before.roles_of(portal, USE_REST)
    portal.manage_permission(
        USE_REST, roles=sorted({*roles, *REST_ROLES}), acquire=acquired
    )


def _keep_for_staff(portal: PloneSite) -> None:
    """Patrons edit nothing: no toolbar, and no WebDAV, which writes when it reads.

    They get the links at the upper right.
    """
    roles, acquired = before.roles_of(portal, "Show Toolbar")
    staff = sorted({*roles, *STAFF_ROLES} - {"Authenticated"})
    portal.manage_permission("Show Toolbar", roles=staff, acquire=acquired)
    # The Zope root grants it to everybody with a login.
    portal.manage_permission("WebDAV access", roles=STAFF_ROLES, acquire=0)


def _hide_logout_on_terminals(portal: PloneSite) -> None:
    # An attribute that is merely set leaves the compiled expression as it was.
    portal.portal_actions.user.logout.manage_changeProperties(
        available_expr="python:member is not None "
        "and not portal.restrictedTraverse('@@ndl-terminal')()"
    )


def _mark_cookies(portal: PloneSite) -> None:
    """Give the cookies names that no other site of this Zope uses."""
    taken = {cookie_mark(other) for other in other_sites(portal)}
    if cookie_mark(portal) in taken:
        path = "/".join(portal.getPhysicalPath())
        portal.acl_users[PLUGIN_ID]._cookie_mark = digest(path)[:8]


def _make_key_ring() -> None:
    manager = getUtility(IKeyManager)
    if KEY_RING not in manager:
        manager[KEY_RING] = Keyring()
        manager[KEY_RING].fill()


def _make_groups() -> None:
    for group, (title, role) in GROUPS.items():
        if api.group.get(group) is None:
            api.group.create(group, title=title)
        api.group.grant_roles(group, roles=[role])


def _set_public_url(portal: PloneSite) -> None:
    """Set the public URL to the one at which the manager installs.

    A script has none; mails with links are refused until somebody sets it.
    """
    if settings().public_url:
        return
    if is_published(getRequest()) and is_web_address(portal.absolute_url()):
        settings().public_url = portal.absolute_url()
        logger.info("Public address of the portal: %s", settings().public_url)
    else:
        logger.warning(
            "The public address of %s is not set: no mail with a link can be sent. "
            "Set it in the control panel of ndl.registration.",
            "/".join(portal.getPhysicalPath()),
        )


def own_queue(portal: PloneSite) -> Path:
    """A directory that no other site of this Zope has: one sender serves one site."""
    # Ids hold no plus sign.
    name = "+".join(portal.getPhysicalPath()[1:])
    return Path(getConfiguration().clienthome, MAIL_QUEUE, name)


def _queue_mails(portal: PloneSite) -> None:
    """Keep mails on the disk, so that a mail server may be down."""
    host = portal.MailHost
    if not host.smtp_queue:
        host.smtp_queue = True
        host.smtp_queue_directory = str(own_queue(portal))
