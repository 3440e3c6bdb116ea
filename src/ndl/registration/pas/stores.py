"""The events that Plone's stores of accounts do not send.

PAS sends some from its own methods, none from those of its plugins, which forms
and URLs reach as well. The methods here are those that write: all others come
to one of them.
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
    """Make the stores send events; once a process, for all its sites."""
    for cls, name, describe in _WRITERS:
        original = vars(cls)[name]
        if not hasattr(original, _MARK):
            setattr(cls, name, _telling(original, describe))


def _telling(original: Callable[..., Any], describe: Describe) -> Callable[..., Any]:
    """The method, with an event sent before the change.

    It keeps the signature, by which Zope calls what a URL names.
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
    """Send the events that PAS sends when its own methods do the same."""
    if method == "updateUserPassword" and change.password:
        user = store.getUserById(change.user_id)
        notify(CredentialsUpdated(user, change.password))
    elif method == "removeUser":
        notify(PrincipalDeleted(change.user_id))


def _change(part: AccountPart, whose: str, adds: bool = True) -> Describe:
    def describe(store: Any, values: dict[str, Any]) -> AccountChanging:
        return AccountChanging(part, values[whose], adds, values.get("password"))

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
    """Nothing, if only the times of logins change, which Plone keeps by itself."""
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
    """A member folder, if the site has them and this one is missing."""
    member_id = values.get("member_id") or getSecurityManager().getUser().getId()
    if not store.getMemberareaCreationFlag() or store.getHomeFolder(member_id):
        return None
    return AccountChanging(AccountPart.HOME, member_id or "")


def _export(store: Any, values: dict[str, Any]) -> ObjectExporting:
    named = values.get("id")
    return ObjectExporting(store._getOb(named) if named else store)


def _setup_export(exporter: Any, values: dict[str, Any]) -> ObjectExporting | None:
    """The setup tool writes the hashes of passwords into its exports."""
    holds_passwords = isinstance(exporter, ZODBUserManagerExportImport)
    return ObjectExporting(exporter.context) if holds_passwords else None


def _setup_import(importer: Any, values: dict[str, Any]) -> AccountChanging:
    """The setup tool reads password hashes, roles and groups from its imports."""
    return AccountChanging(AccountPart.PLUGINS, importer.context.getId())


def _plugins(store: Any, values: dict[str, Any]) -> AccountChanging:
    names = values.get("plugin_id") or values.get("plugin_ids") or ()
    listed = [names] if isinstance(names, str) else names
    return AccountChanging(AccountPart.PLUGINS, " ".join(listed))


_ALL, _GROUPS, _ROLES = AccountPart.ALL, AccountPart.GROUPS, AccountPart.ROLES
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
    (ZODBGroupManager, "addPrincipalToGroup", _change(_GROUPS, "principal_id")),
    (
        ZODBGroupManager,
        "removePrincipalFromGroup",
        _change(_GROUPS, "principal_id", adds=False),
    ),
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
