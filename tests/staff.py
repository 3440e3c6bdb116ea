"""Staff of the test site, for fixtures."""

from .visitor import code_in
from ndl.registration.config import GROUP_EDITORS
from ndl.registration.settings import settings
from plone import api
from plone.registry.interfaces import IRegistry
from transaction import abort
from transaction import commit
from zope.component import getUtility


STAFF_PASSWORD = "Staff-secret-1"
# Later than every transaction so far: the storage requires ascending times.
LATER = "2036-11-21T03:00:00Z"


def add_staff(user_id, email=None, roles=("Member",), editor=False):
    """Add an ordinary Plone user, optionally to the group of editors."""
    email = address_of(user_id) if email is None else email
    acl_users = api.portal.get().acl_users
    acl_users._doAddUser(user_id, STAFF_PASSWORD, roles, ())
    api.user.get(userid=user_id).setMemberProperties({"email": email})
    if editor:
        api.group.add_user(groupname=GROUP_EDITORS, username=user_id)
    commit()
    return user_id


def switch_on(**values):
    """Switch codes for staff on, as a script may, and change the given settings."""
    for name, value in values.items():
        setattr(settings(), name, value)
    settings().staff_code = True
    commit()


def stored(name):
    """A setting as currently stored."""
    abort()
    return getUtility(IRegistry).records._values[f"ndl.registration.{name}"]


def log_in(visitor, mails, user_id):
    """Take both steps of the login."""
    visitor.log_in(user_id, STAFF_PASSWORD)
    return visitor.submit("login-code", code=code_in(mails.last(address_of(user_id))))


def address_of(user_id):
    """The email address of a staff user."""
    return f"{user_id}@example.org"
