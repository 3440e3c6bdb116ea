"""Which staff log in with a code: those who see patron data or manage the site."""

from AccessControl.PermissionRole import rolesForPermissionOn
from AccessControl.users import BasicUser
from Acquisition import aq_base
from ndl.registration.config import DESK_ID
from ndl.registration.settings import settings
from typing import Any
from zope.component.hooks import getSite


# Roles with any of these permissions, at the site or at its desk, log in with a code.
PERMISSIONS = (
    "ndl.registration: Review Applications",
    "ndl.registration: Take Over Applications",
    "ndl.registration: View Identity Documents",
    "ndl.registration: Work at the Counter",
    "ndl.registration: Handle Requests",
    "ndl.registration: Configure",
    "Plone Site Setup: Overview",
    "Plone Site Setup: Users and Groups",
    "Manage portal",
)


def needs_code(user: BasicUser) -> bool:
    """Whether the user must log in with a code now."""
    return bool(settings().staff_code) and is_covered(user)


def is_covered(user: BasicUser) -> bool:
    """Whether the user must log in with a code once this is switched on.

    Current global and local roles count, also those from groups.
    """
    if user.getId() in (settings().exempt_accounts or ()):
        return False
    return any(user.allowed(place, roles) for place, roles in covered_roles())


def covered_roles() -> list[tuple[Any, list[str]]]:
    """The roles that log in with a code, for each place where they count."""
    chosen = settings().staff_roles
    return [(place, sorted(chosen or _trusted_roles(place))) for place in _places()]


def _trusted_roles(place: Any) -> set[str]:
    found = (rolesForPermissionOn(permission, place) for permission in PERMISSIONS)
    return {role for roles in found for role in roles}


def _places() -> list[Any]:
    site = getSite()
    desk = site._getOb(DESK_ID, None) if DESK_ID in aq_base(site) else None
    return [site] if desk is None else [site, desk]
