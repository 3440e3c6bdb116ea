"""Plugin for the user folder of the Zope root, which plugins of a site cannot guard."""

from AccessControl import ClassSecurityInfo
from AccessControl import getSecurityManager
from AccessControl.class_init import InitializeClass
from AccessControl.unauthorized import Unauthorized
from AccessControl.users import emergency_user
from Acquisition import aq_base
from ipaddress import ip_address
from ndl.registration.events import audit
from ndl.registration.events import AuditTag
from OFS.Application import Application
from Products.PluggableAuthService.interfaces.authservice import IPluggableAuthService
from Products.PluggableAuthService.interfaces.plugins import IAuthenticationPlugin
from Products.PluggableAuthService.plugins.BasePlugin import BasePlugin
from typing import Any
from urllib.parse import urlsplit
from zope.component import adapter
from zope.globalrequest import getRequest
from zope.interface import implementer
from ZPublisher.HTTPRequest import HTTPRequest
from ZPublisher.interfaces import IPubAfterTraversal


ROOT_GUARD_ID = "ndl_root_guard"
_FORWARDED = (
    "HTTP_FORWARDED",
    "HTTP_VIA",
    "HTTP_X_FORWARDED_FOR",
    "HTTP_X_FORWARDED_HOST",
    "HTTP_X_FORWARDED_PROTO",
    "HTTP_X_REAL_IP",
)


class NoUserFolder(Exception):
    """The user folder of the Zope root does not support plugins."""


@implementer(IAuthenticationPlugin)
class RootGuard(BasePlugin):
    """Refuses passwords of root users, except from the machine that runs Zope."""

    meta_type = "NDL Root Guard"
    security = ClassSecurityInfo()
    _dont_swallow_my_exceptions = True

    def __init__(self) -> None:
        self._setId(ROOT_GUARD_ID)
        self.title = "Root users log in from this machine alone"

    @security.private
    def authenticateCredentials(self, credentials: dict[str, Any]) -> None:
        """Empty a password from another machine, so that no other plugin accepts it."""
        request = getRequest()
        if "password" not in credentials or request is None:
            return
        if not is_from_this_machine(request):
            credentials.clear()
            audit(AuditTag.ROOT_PASSWORD_REFUSED)


InitializeClass(RootGuard)


@adapter(IPubAfterTraversal)
def refuse_emergency_user(event: IPubAfterTraversal) -> None:
    """Refuse the emergency user likewise, whom PAS accepts without calling plugins."""
    if aq_base(getSecurityManager().getUser()) is not aq_base(emergency_user):
        return
    root = event.request["PARENTS"][-1]
    if is_guarded(root) and not is_from_this_machine(event.request):
        audit(AuditTag.ROOT_PASSWORD_REFUSED)
        raise Unauthorized


def is_from_this_machine(request: HTTPRequest) -> bool:
    """Whether the request came directly to Zope's own port over loopback.

    A proxy on the same machine also uses loopback, but leaves traces: the headers it
    forwards, the rewritten address, or the public host.
    """
    environ = request.environ
    if any(environ.get(name) for name in _FORWARDED) or "VIRTUAL_URL" in request.other:
        return False
    host = urlsplit(f"//{environ.get('HTTP_HOST', '')}").hostname
    return _is_loopback(environ.get("REMOTE_ADDR")) and _is_local_name(host)


def is_guarded(root: Application) -> bool:
    """Whether the guard is active as the first plugin of the Zope root."""
    users = getattr(aq_base(root), "acl_users", None)
    if users is None or not IPluggableAuthService.providedBy(users):
        return False
    active = users.plugins.listPluginIds(IAuthenticationPlugin)
    return active[:1] == (ROOT_GUARD_ID,) and ROOT_GUARD_ID in users.objectIds()


def install_root_guard(root: Application) -> None:
    """Put the guard before all other plugins of the root; safe to repeat.

    Raises NoUserFolder.
    """
    users = root.acl_users
    if not IPluggableAuthService.providedBy(users):
        raise NoUserFolder
    if ROOT_GUARD_ID not in users.objectIds():
        users._setObject(ROOT_GUARD_ID, RootGuard())
    if ROOT_GUARD_ID not in users.plugins.listPluginIds(IAuthenticationPlugin):
        users.plugins.activatePlugin(IAuthenticationPlugin, ROOT_GUARD_ID)
    users.plugins.movePluginsTop(IAuthenticationPlugin, [ROOT_GUARD_ID])


def remove_root_guard(root: Application) -> None:
    """Delete the guard; PAS deactivates it."""
    if ROOT_GUARD_ID in root.acl_users.objectIds():
        root.acl_users._delObject(ROOT_GUARD_ID)


def _is_loopback(address: str | None) -> bool:
    try:
        return ip_address(address or "").is_loopback
    except ValueError:
        return False


def _is_local_name(host: str | None) -> bool:
    return host == "localhost" or _is_loopback(host)
