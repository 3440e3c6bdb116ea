"""The home of a user: My Account, a desk, or the front page."""

from AccessControl.PermissionRole import rolesForPermissionOn
from ndl.registration.config import DESK_ID
from ndl.registration.config import PERMISSION_COUNTER
from ndl.registration.config import PERMISSION_REQUESTS
from ndl.registration.config import PERMISSION_REVIEW
from ndl.registration.patrons.directory import get_directory
from plone import api
from Products.CMFCore.MemberDataTool import MemberAdapter
from typing import Any


COUNTER = "registration-counter"
REQUEST_DESK = "request-desk"
# Pages of the site for staff, with the permission for each.
_PLACES = ((COUNTER, PERMISSION_COUNTER), (REQUEST_DESK, PERMISSION_REQUESTS))


def home_of(user_id: str) -> str:
    """The URL of the default page after login (R41)."""
    url = api.portal.get().absolute_url()
    if user_id in get_directory():
        return f"{url}/my-account"
    member = api.user.get(userid=user_id)
    if member is None:
        return url
    return desk_of(member) or place_of(member) or url


def desk_of(member: MemberAdapter) -> str:
    """The URL of the desk, or empty if the member may not work there."""
    desk = api.portal.get().get(DESK_ID)
    if desk is None:
        return ""
    return desk.absolute_url() if _may(member, PERMISSION_REVIEW, desk) else ""


def place_of(member: MemberAdapter) -> str:
    """The URL of the first other staff page that the member may use, or empty."""
    portal = api.portal.get()
    for page, permission in _PLACES:
        if _may(member, permission, portal):
            return f"{portal.absolute_url()}/{page}"
    return ""


def _may(member: MemberAdapter, permission: str, place: Any) -> bool:
    # Right after the login, the member is not yet the user of the request.
    allowed = set(rolesForPermissionOn(permission, place))
    return bool(allowed & set(member.getRolesInContext(place)))
