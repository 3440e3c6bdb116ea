"""The groups of staff and the roles of the add-on."""

from ndl.registration.config import GROUP_COUNTER
from ndl.registration.config import GROUP_EDITORS
from ndl.registration.config import GROUP_REQUESTS
from ndl.registration.config import ROLE_COUNTER
from ndl.registration.config import ROLE_EDITOR
from ndl.registration.config import ROLE_IN_JAPAN
from ndl.registration.config import ROLE_OFFICIAL
from ndl.registration.config import ROLE_OVERSEAS
from ndl.registration.config import ROLE_REQUESTS
from ndl.registration.config import ROLE_SIMPLE
from plone import api
from Products.CMFPlone.Portal import PloneSite


PATRON_ROLES = (ROLE_SIMPLE, ROLE_OFFICIAL, ROLE_IN_JAPAN, ROLE_OVERSEAS)
ROLES = (*PATRON_ROLES, ROLE_EDITOR, ROLE_COUNTER, ROLE_REQUESTS)
# The title of each group, and the role that it grants.
GROUPS = {
    GROUP_EDITORS: ("Registration Editors", ROLE_EDITOR),
    GROUP_COUNTER: ("Registration Counter", ROLE_COUNTER),
    GROUP_REQUESTS: ("Request Editors", ROLE_REQUESTS),
}


def make_groups() -> None:
    """Create missing groups of staff, and grant their roles."""
    for group, (title, role) in GROUPS.items():
        if api.group.get(group) is None:
            api.group.create(group, title=title)
        api.group.grant_roles(group, roles=[role])


def have_members() -> bool:
    """Whether any group of staff has a member."""
    found = filter(None, map(api.group.get, GROUPS))
    return any(group.getGroupMemberIds() for group in found)


def delete_groups() -> None:
    """Delete the groups of staff."""
    for group in GROUPS:
        if api.group.get(group) is not None:
            api.group.delete(group)


def drop_roles(portal: PloneSite) -> None:
    """Remove the roles of the add-on from the site."""
    portal.__ac_roles__ = tuple(r for r in portal.__ac_roles__ if r not in ROLES)
    manager = portal.acl_users.portal_role_manager
    for role in set(manager.listRoleIds()) & set(ROLES):
        manager.removeRole(role)
