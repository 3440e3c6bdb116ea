"""Staff of the test site, made by fixtures that ask for them."""

from .visitor import code_in
from ndl.registration.config import GROUP_EDITORS
from ndl.registration.settings import settings
from plone import api
from plone.registry.interfaces import IRegistry
from transaction import abort
from transaction import commit
from zope.component import getUtility


STAFF_PASSWORD = "Staff-secret-1"
# After every transaction so far: the storage knows no way back in time.
LATER = "2036-11-21T03:00:00Z"


def add_staff(user_id, email=None, roles=("Member",), editor=False):
    """Add an ordinary Plone user, in the group of the editors if wished."""
    email = address_of(user_id) if email is None else email
    acl_users = api.portal.get().acl_users
    acl_users._doAddUser(user_id, STAFF_PASSWORD, roles, ())
    api.user.get(userid=user_id).setMemberProperties({"email": email})
    if editor:
        api.group.add_user(groupname=GROUP_EDITORS, username=user_id)
    commit()
    return user_id


def switch_on(**values):
    """Switch the code of staff on, as a script may; further settings with it."""
    for name, value in values.items():
        setattr(settings(), name, value)
    settings().staff_code = True
    commit()


def stored(name):
    """A setting as it stands in the storage now."""
    abort()
    return getUtility(IRegistry).records._values[f"ndl.registration.{name}"]


def log_in(visitor, mails, user_id):
    """Take both steps."""
    visitor.log_in(user_id, STAFF_PASSWORD)
    return visitor.submit("login-code", code=code_in(mails.last(address_of(user_id))))


def address_of(user_id):
    """Where the mails for somebody of the staff go."""
    return f"{user_id}@example.org"
