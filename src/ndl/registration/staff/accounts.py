"""The staff accounts that log in with a code, found without a scan of all users."""

from collections.abc import Iterator
from ndl.registration.interfaces import Identity
from ndl.registration.login.sources import get_identity
from ndl.registration.review.own_patrons import get_staff_patrons
from ndl.registration.staff.policy import covered_roles
from ndl.registration.staff.policy import is_covered
from ndl.registration.staff.source import STAFF
from Products.PluggableAuthService.interfaces.plugins import IRolesPlugin
from typing import Any
from zope.component.hooks import getSite


def covered_accounts() -> list[Identity]:
    """The accounts that need a code once codes are switched on for staff.

    They are found by the assignments of the roles, globally or locally, to a user or
    through a group.
    """
    acl_users, found = getSite().acl_users, {}
    for user_id in sorted(set(_holders())):
        user = acl_users.getUserById(user_id)
        identity = get_identity(STAFF, user_id) if user is not None else None
        if identity is not None and is_covered(user):
            found[user_id] = identity
    return list(found.values())


def note_addresses() -> None:
    """Record the present addresses of these accounts as their own."""
    for identity in covered_accounts():
        if identity.email:
            get_staff_patrons().add_address(identity.user_id, identity.email)


def _holders() -> Iterator[str]:
    for principal_id in _principals():
        group = getSite().portal_groups.getGroupById(principal_id)
        yield from [principal_id] if group is None else group.getGroupMemberIds()


def _principals() -> Iterator[str]:
    managers = getSite().acl_users.plugins.listPlugins(IRolesPlugin)
    for place, roles in covered_roles():
        for principal_id, local in place.get_local_roles():
            if not set(roles).isdisjoint(local):
                yield principal_id
        for _plugin_id, manager in managers:
            for role in set(roles) & set(_listed(manager)):
                yield from (row[0] for row in manager.listAssignedPrincipals(role))


def _listed(manager: Any) -> tuple[str, ...]:
    """The roles whose holders the plugin can list; none for the add-on's own plugin."""
    return manager.listRoleIds() if hasattr(manager, "listAssignedPrincipals") else ()
