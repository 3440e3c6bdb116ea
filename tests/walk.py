"""All methods of stock objects that a URL can reach, and the state of accounts."""

from Acquisition import aq_base
from App.special_dtml import DTMLFile
from Products.PageTemplates.PageTemplateFile import PageTemplateFile
from transaction import abort


TOOLS = (
    "acl_users",
    "acl_users/plugins",
    "acl_users/source_users",
    "acl_users/portal_role_manager",
    "acl_users/source_groups",
    "acl_users/mutable_properties",
    "portal_groupdata",
    "portal_groups",
    "portal_memberdata",
    "portal_membership",
    "portal_registration",
)
# Names of arguments for one account, or for several.
_ONE = (
    "id",
    "login",
    "login_name",
    "memberId",
    "member_id",
    "name",
    "new_member_id",
    "principal_id",
    "user_id",
    "userid",
    "username",
)
_SEVERAL = ("ids", "member_ids", "names", "principal_ids", "user_ids", "userids")


def methods_of(site, path):
    """The names of methods that Zope would publish, as they have a docstring.

    Without forms of the management interface, which change nothing, and without methods
    that an earlier tool inherits from the same class.
    """
    earlier = TOOLS[: TOOLS.index(path)]
    tried = {code for tool in earlier for code in _published(site, tool).values()}
    found = _published(site, path).items()
    return sorted(name for name, code in found if code not in tried)


def _published(site, path):
    found = site.unrestrictedTraverse(path)
    names = (name for name in dir(aq_base(found)) if not name.startswith("_"))
    return {
        name: getattr(getattr(found, name), "__func__", (path, name))
        for name in names
        if _is_published(found, name)
    }


def _is_published(found, name):
    method = getattr(found, name, None)
    is_form = isinstance(aq_base(method), (DTMLFile, PageTemplateFile))
    return callable(method) and bool(method.__doc__) and not is_form


def values_for(user_id, password, group="Reviewers"):
    """Values for all names of arguments of such methods."""
    users = dict.fromkeys(_ONE, user_id)
    lists = dict.fromkeys((f"{name}:list" for name in _SEVERAL), user_id)
    return {
        **users,
        **lists,
        "confirm": password,
        "password": password,
        "new_password": password,
        "email": "thief@example.net",
        "group_id": group,
        "group_name": group,
        "groupname": group,
        "role_id": "Manager",
        "role": "Manager",
        "roles:list": "Manager",
        "domains:list": "",
        "title": "title",
        "description": "text",
        "delete_memberareas": "1",
    }


def last_write(site):
    """ID of the last transaction that has written."""
    return site._p_jar.db().lastTransaction()


def accounts_of(site):
    """The data of all accounts in the stores."""
    abort()
    users = site.acl_users
    if not {"source_users", "plugins"} <= set(users.objectIds()):
        return {}
    source, roles = users.source_users, users.portal_role_manager
    groups, properties = users.source_groups, users.mutable_properties
    return {
        "plugins": {
            interface.__name__: ids for interface, ids in users.plugins._plugins.items()
        },
        "passwords": dict(source._user_passwords),
        "logins": dict(source._userid_to_login),
        "roles": {k: tuple(v) for k, v in roles._principal_roles.items()},
        "groups": {k: tuple(v) for k, v in groups._principal_groups.items()},
        "properties": {
            user_id: {k: v for k, v in stored.items() if "login_time" not in k}
            for user_id, stored in properties._storage.items()
        },
        "portraits": {
            name: str(getattr(aq_base(image), "data", image))
            for name, image in site.portal_memberdata.portraits.items()
        },
    }
