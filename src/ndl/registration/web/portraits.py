"""Portraits of users: visible to staff."""

from AccessControl import getSecurityManager
from ndl.registration.patrons.directory import get_directory
from plone import api


def may_see_portraits() -> bool:
    """Whether pictures of users may be shown to the current user.

    Whether there is a picture tells strangers who has an account, unless the
    site names its authors to everybody.
    """
    if api.portal.get_registry_record("plone.allow_anon_views_about", default=False):
        return True
    user_id = getSecurityManager().getUser().getId()
    return user_id is not None and user_id not in get_directory()
