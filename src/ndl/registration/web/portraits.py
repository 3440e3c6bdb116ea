"""Portraits of users: visible to staff only by default."""

from AccessControl import getSecurityManager
from ndl.registration.patrons.directory import get_directory
from plone import api


def may_see_portraits() -> bool:
    """Whether portraits of users may be shown to the current user.

    The existence of a portrait reveals who has an account. So only logged-in users
    other than patrons see them, unless the site shows its authors to everybody.
    """
    if api.portal.get_registry_record("plone.allow_anon_views_about", default=False):
        return True
    user_id = getSecurityManager().getUser().getId()
    return user_id is not None and user_id not in get_directory()
