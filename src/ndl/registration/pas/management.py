"""User management by Plone, as far as it is allowed for patrons."""

from AccessControl import ClassSecurityInfo
from AccessControl import getSecurityManager
from AccessControl.class_init import InitializeClass
from AccessControl.users import BasicUser
from Acquisition import aq_inner
from Acquisition import aq_parent
from collections.abc import Callable
from collections.abc import Iterable
from ndl.registration import _
from ndl.registration.account.change_password import store_password
from ndl.registration.account.deregister import remove_patron
from ndl.registration.events import AuditTag
from ndl.registration.patrons.directory import get_directory
from ndl.registration.patrons.passwords import new_password_problems
from ndl.registration.patrons.passwords import password_problems
from ndl.registration.store_interfaces.patrons import IPatronDirectory
from ndl.registration.web.fresh import demand_fresh_code
from Products.PluggableAuthService.interfaces.plugins import IRoleAssignerPlugin
from Products.PluggableAuthService.PluggableAuthService import PluggableAuthService
from typing import Any
from zExceptions import Forbidden
from zope.component import queryUtility
from zope.globalrequest import getRequest
from zope.i18n import translate

import transaction


NO_ROLES = _(
    "The roles of patrons follow from their registration; they are not assigned."
)


class Management:
    """The part of the plugin for deletion, own passwords and the password policy."""

    security = ClassSecurityInfo()
    getId: Callable[[], str]

    @security.private
    def doAddUser(self, login: str, password: str) -> bool:
        """Refuse: patrons are created by registration only."""
        return False

    @security.private
    def doChangeUser(self, user_id: str, password: str, **kw: Any) -> None:
        """Change the password of the logged-in patron only.

        Neither staff nor Plone's own reset may set a patron's password. Raises
        RuntimeError, which tells PAS that this plugin changed nothing, and the
        exceptions of demand_fresh_code.
        """
        patron = get_directory().get(user_id)
        if patron is None or not self.allowPasswordSet(user_id):
            raise RuntimeError(user_id)
        demand_fresh_code()
        if new_password_problems(patron, password):
            raise RuntimeError(user_id)
        store_password(patron, password)

    @security.private
    def doDeleteUser(self, user_id: str) -> bool:
        """Remove a patron and all dependent data."""
        patron = get_directory().get(user_id)
        if patron is None:
            return False
        remove_patron(patron, AuditTag.PATRON_REMOVED)
        return True

    @security.private
    def assignRolesToPrincipal(self, roles: Iterable[str], principal_id: str) -> None:
        """Prevent other plugins from storing roles of a patron.

        Stored roles would outlive the patron's class, residence and validity. Roles
        that the patron already has are ignored, because Plone assigns them together
        with a password. Raises Forbidden for any other role.
        """
        if not _is_patron(principal_id):
            return
        users = aq_parent(aq_inner(self))
        if not set(roles) <= set(users.getUserById(principal_id).getRoles()):
            raise Forbidden(NO_ROLES)
        # PAS calls the other plugins after this one.
        hook = transaction.get().addBeforeCommitHook
        hook(_forget_roles, (users, self.getId(), principal_id))

    @security.private
    def doAssignRoleToPrincipal(self, principal_id: str, role: str) -> bool:
        """Refuse; for a patron, raise Forbidden so that no other plugin does it."""
        if _is_patron(principal_id):
            raise Forbidden(NO_ROLES)
        return False

    @security.private
    def doRemoveRoleFromPrincipal(self, principal_id: str, role: str) -> bool:
        """Refuse: this plugin stores no roles."""
        return False

    @security.private
    def allowDeletePrincipal(self, user_id: str) -> bool:
        """Whether this plugin can delete the principal."""
        return user_id in get_directory()

    @security.private
    def allowPasswordSet(self, user_id: str) -> bool:
        """Whether the principal is a patron and the current user."""
        current = getSecurityManager().getUser().getId()
        return current == user_id and user_id in get_directory()

    @security.private
    def validateUserInfo(
        self, user: BasicUser, set_id: str | None, set_info: dict[str, Any]
    ) -> list[dict[str, str]]:
        """Validation errors of a patron's password; staff have the site's own policy.

        Plone does not always name the user; a patron can change only their own
        password. Plone joins the messages as texts and shows those for an empty
        password as a hint. Equality with the present password is not checked: the
        caller has proven nothing yet.
        """
        asked = user.getId() if user is not None else set_id
        user_id = asked or getSecurityManager().getUser().getId()
        patron = get_directory().get(user_id or "")
        password = set_info.get("password")
        if patron is None or password is None:
            return []
        problems = password_problems(password, patron.password_context())
        texts = [translate(problem, context=getRequest()) for problem in problems]
        return [{"id": "password", "error": text} for text in texts]


def _is_patron(principal_id: str) -> bool:
    directory = queryUtility(IPatronDirectory)
    return directory is not None and principal_id in directory


def _forget_roles(
    users: PluggableAuthService, plugin_id: str, principal_id: str
) -> None:
    for other_id, other in users.plugins.listPlugins(IRoleAssignerPlugin):
        if other_id != plugin_id:
            other.assignRolesToPrincipal((), principal_id)


InitializeClass(Management)
