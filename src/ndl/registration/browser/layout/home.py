"""Where people are at home in the portal: My Account, the desk or the first page."""

from AccessControl.PermissionRole import rolesForPermissionOn
from ndl.registration.config import DESK_ID
from ndl.registration.config import PERMISSION_REVIEW
from ndl.registration.patrons.directory import get_directory
from plone import api
from Products.CMFCore.MemberDataTool import MemberAdapter


def home_of(user_id: str) -> str:
    """The page to land on after a login that aimed at none (R41)."""
    url = api.portal.get().absolute_url()
    if user_id in get_directory():
        return f"{url}/my-account"
    member = api.user.get(userid=user_id)
    return (member is not None and desk_of(member)) or url


def desk_of(member: MemberAdapter) -> str:
    """The address of the desk if the member may work there, else empty."""
    desk = api.portal.get().get(DESK_ID)
    if desk is None:
        return ""
    # Right after the login the member is not yet the user of the request.
    allowed = set(rolesForPermissionOn(PERMISSION_REVIEW, desk))
    may = allowed & set(member.getRolesInContext(desk))
    return desk.absolute_url() if may else ""
