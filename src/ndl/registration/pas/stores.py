"""Events before changes in Plone's account stores, which send none themselves.

PAS sends some events from its own methods, but none from those of its plugins, which
forms and URLs can call as well. The methods listed here are those that write; all
others call these.
"""

from AccessControl import getSecurityManager
from collections.abc import Callable
from functools import wraps
from inspect import signature
from ndl.registration.events import AccountChanging
from ndl.registration.events import AccountPart
from ndl.registration.events import ObjectExporting
from OFS.ObjectManager import ObjectManager
from Products.PlonePAS.plugins.property import ZODBMutablePropertyProvider
from Products.PlonePAS.plugins.role import GroupAwareRoleManager
from Products.PlonePAS.plugins.user import UserManager
from Products.PlonePAS.tools.memberdata import MemberDataTool
from Products.PlonePAS.tools.membership import MembershipTool
from Products.PluggableAuthService.events import CredentialsUpdated
from Products.PluggableAuthService.events import PrincipalDeleted
from Products.PluggableAuthService.plugins.exportimport import SimpleXMLExportImport
from Products.PluggableAuthService.plugins.exportimport import (
    ZODBUserManagerExportImport,
)
from Products.PluggableAuthService.plugins.ZODBGroupManager import ZODBGroupManager
from Products.PluggableAuthService.plugins.ZODBRoleManager import ZODBRoleManager
from Products.PluggableAuthService.plugins.ZODBUserManager import ZODBUserManager
from Products.PluginRegistry.PluginRegistry import PluginRegistry
from typing import Any
from zope.event import notify


Event = AccountChanging | ObjectExporting
Describe = Callable[[Any, dict[str, Any]], Event | None]

_MARK = "_ndl_registration_tells"
_AT_LOGIN = {"login_time", "last_login_time"}


def send_events_of_stores() -> None:
    """Patch the stores to send events; once per process, for all sites."""
    for cls, name, describe in _WRITERS:
        original = vars(cls)[name]
        if not hasattr(original, _MARK):
            setattr(cls, name, _telling(original, describe))


def _telling(original: Callable[..., Any], describe: Describe) -> Callable[..., Any]:
    """The method, with an event sent before the change.

    It keeps the signature, which Zope uses when it publishes the method.
    """
    parameters = signature(original)

    @wraps(original)
    def tell(self: Any, *args: Any, **values: Any) -> Any:
        bound = parameters.bind(self, *args, **values)
        change = describe(self, bound.arguments)
        if change is not None:
            notify(change)
        result = original(self, *args, **values)
        if isinstance(change, AccountChanging):
            _tell_afterwards(self, original.__name__, change)
        return result

    tell.__signature__ = parameters  # type: ignore[attr-defined]
    setattr(tell, _MARK, True)
    return tell


def _tell_afterwards(store: Any, method: str, change: AccountChanging) -> None:
    """Send the events that PAS sends when its own methods make the same change."""
    if method == "updateUserPassword" and change.password:
        user = store.getUserById(change.user_id)
        notify(CredentialsUpdated(user, change.password))
    elif method == "removeUser":
        notify(PrincipalDeleted(change.user_id))


def _change(part: AccountPart, whose: str, adds: bool = True) -> Describe:
    def describe(store: Any, values: dict[str, Any]) -> AccountChanging:
        return AccountChanging(part, values[whose], adds, values.get("password"))

    return describe


def _membership(adds: bool) -> Describe:
    def describe(store: Any, values: dict[str, Any]) -> AccountChanging:
        whose, group = values["principal_id"], values["group_id"]
        return AccountChanging(AccountPart.GROUPS, whose, adds, group=group)

    return describe


def _roles(store: Any, values: dict[str, Any]) -> AccountChanging | None:
    user_id, roles = values["principal_id"], tuple(values["roles"])
    if roles == tuple(store._principal_roles.get(user_id, ())):
        return None
    return AccountChanging(AccountPart.ROLES, user_id, bool(roles), roles=roles)


def _role(store: Any, values: dict[str, Any]) -> AccountChanging:
    roles = (values["role_id"],)
    return AccountChanging(AccountPart.ROLES, values["principal_id"], roles=roles)


def _properties(store: Any, values: dict[str, Any]) -> AccountChanging | None:
    """The change, or None if only Plone's own login times differ."""
    user = values["user"]
    before = dict(store.getPropertiesForUser(user).propertyItems())
    after = dict(values["propertysheet"].propertyItems())
    changed = {name for name in after if after[name] != before.get(name)}
    if not changed - _AT_LOGIN:
        return None
    is_email = "email" in changed
    part = AccountPart.EMAIL if is_email else AccountPart.PROPERTIES
    return AccountChanging(part, user.getId())


def _home(store: Any, values: dict[str, Any]) -> AccountChanging | None:
    """The creation of a member folder, or None if it exists or the site has none."""
    member_id = values.get("member_id") or getSecurityManager().getUser().getId()
    if not store.getMemberareaCreationFlag() or store.getHomeFolder(member_id):
        return None
    return AccountChanging(AccountPart.HOME, member_id or "")


def _export(store: Any, values: dict[str, Any]) -> ObjectExporting:
    named = values.get("id")
    return ObjectExporting(store._getOb(named) if named else store)


def _setup_export(exporter: Any, values: dict[str, Any]) -> ObjectExporting | None:
    """The export of a user manager, which would contain password hashes; else None."""
    holds_passwords = isinstance(exporter, ZODBUserManagerExportImport)
    return ObjectExporting(exporter.context) if holds_passwords else None


def _setup_import(importer: Any, values: dict[str, Any]) -> AccountChanging:
    """The import of a plugin, which can set password hashes, roles and groups."""
    return AccountChanging(AccountPart.PLUGINS, importer.context.getId())


def _plugins(store: Any, values: dict[str, Any]) -> AccountChanging:
    names = values.get("plugin_id") or values.get("plugin_ids") or ()
    listed = [names] if isinstance(names, str) else names
    return AccountChanging(AccountPart.PLUGINS, " ".join(listed))


_ALL, _ROLES = AccountPart.ALL, AccountPart.ROLES
_WRITERS: tuple[tuple[type, str, Describe], ...] = (
    (ZODBUserManager, "addUser", _change(_ALL, "user_id")),
    (UserManager, "addUser", _change(_ALL, "user_id")),
    (ZODBUserManager, "removeUser", _change(_ALL, "user_id", adds=False)),
    (ZODBUserManager, "updateUser", _change(AccountPart.LOGIN, "user_id")),
    (ZODBUserManager, "updateUserPassword", _change(AccountPart.PASSWORD, "user_id")),
    (UserManager, "doChangeUser", _change(AccountPart.PASSWORD, "principal_id")),
    (ZODBRoleManager, "assignRoleToPrincipal", _role),
    (
        ZODBRoleManager,
        "removeRoleFromPrincipal",
        _change(_ROLES, "principal_id", adds=False),
    ),
    (GroupAwareRoleManager, "assignRolesToPrincipal", _roles),
    (ZODBGroupManager, "addGroup", _change(_ALL, "group_id")),
    (ZODBGroupManager, "removeGroup", _change(_ALL, "group_id", adds=False)),
    (ZODBGroupManager, "addPrincipalToGroup", _membership(adds=True)),
    (ZODBGroupManager, "removePrincipalFromGroup", _membership(adds=False)),
    (ZODBMutablePropertyProvider, "setPropertiesForUser", _properties),
    (
        ZODBMutablePropertyProvider,
        "deleteUser",
        _change(AccountPart.PROPERTIES, "user_id", adds=False),
    ),
    (MemberDataTool, "_setPortrait", _change(AccountPart.PORTRAIT, "member_id")),
    (
        MemberDataTool,
        "_deletePortrait",
        _change(AccountPart.PORTRAIT, "member_id", adds=False),
    ),
    (ObjectManager, "manage_exportObject", _export),
    (SimpleXMLExportImport, "export", _setup_export),
    (SimpleXMLExportImport, "import_", _setup_import),
    (MembershipTool, "createMemberarea", _home),
    (MembershipTool, "createMemberArea", _home),
    (PluginRegistry, "activatePlugin", _plugins),
    (PluginRegistry, "deactivatePlugin", _plugins),
    (PluginRegistry, "movePluginsTop", _plugins),
    (PluginRegistry, "movePluginsUp", _plugins),
    (PluginRegistry, "movePluginsDown", _plugins),
)
