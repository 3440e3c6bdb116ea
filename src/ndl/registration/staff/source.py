"""Staff: ordinary users of the site, who log in through the same form."""

from AccessControl import getSecurityManager
from AccessControl.SpecialUsers import system
from AccessControl.users import BasicUser
from Acquisition import aq_base
from Acquisition import aq_inner
from Acquisition import aq_parent
from collections.abc import Iterator
from ndl.registration.config import PLUGIN_ID
from ndl.registration.folding import fold_login
from ndl.registration.folding import fold_user_id
from ndl.registration.interfaces import IAccountSource
from ndl.registration.interfaces import Identity
from ndl.registration.patrons.directory import get_directory
from ndl.registration.patrons.passwords import SAME_PASSWORD
from ndl.registration.patrons.passwords import waste_time
from ndl.registration.review.own_patrons import get_staff_patrons
from ndl.registration.sealed import digest
from ndl.registration.settings import settings
from ndl.registration.staff.policy import needs_code
from plone import api
from Products.PlonePAS.interfaces.plugins import IUserManagement
from Products.PluggableAuthService.interfaces.plugins import IAuthenticationPlugin
from Products.PluggableAuthService.PluggableAuthService import PluggableAuthService
from typing import Any
from zope.component.hooks import getSite
from zope.interface import implementer


STAFF = "staff"
_SOURCE = "source_users"
# Looked up instead of a patron's login name.
_NOBODY = "nobody"


@implementer(IAccountSource)
class StaffSource:
    """Users of the site's other plugins, which check their passwords."""

    def find(self, login: str) -> Identity | None:
        """The user with this login name who is not a patron, or None.

        The same work is done for a patron, whose groups would take time, and for an
        unknown name as for a user.
        """
        folder = _user_folder()
        is_patron = fold_user_id(login) in get_directory()
        name = _NOBODY if is_patron else fold_login(login)
        user = folder.getUser(name)
        if user is None:
            _identity(folder._findUser(folder.plugins, name, name))
        return None if is_patron else _identity(user)

    def get(self, user_id: str) -> Identity | None:
        """The user with this user ID who is not a patron, or None."""
        return _identity(_user_folder().getUserById(user_id))

    def check_password(self, identity: Identity, password: str) -> bool:
        """Whether another plugin of the site accepts the password.

        Takes as long as checking a patron's password.
        """
        waste_time(password)
        credentials = {"login": identity.login, "password": password}
        return any(who[0] == identity.user_id for who in _accepted(credentials))

    def fingerprint(self, identity: Identity) -> str:
        """A digest that changes with the password and the e-mail address."""
        source = getattr(_user_folder(), _SOURCE, None)
        stored = source._user_passwords.get(identity.user_id) if source else ""
        return digest(f"{stored} {identity.email}")

    def store_email(self, identity: Identity, email: str) -> None:
        """Store the address as a property of the user.

        Staff may share an address; the site does not keep them unique.
        """
        user = getSite().portal_membership.getMemberById(identity.user_id)
        user.setMemberProperties({"email": email})

    def can_set_password(self, identity: Identity) -> bool:
        """Whether the site itself stores the password.

        For other passwords, the fingerprint would not reveal a change.
        """
        managers = dict(_user_folder().plugins.listPlugins(IUserManagement))
        source = managers.get(_SOURCE)
        return source is not None and bool(source.allowPasswordSet(identity.user_id))

    def password_problems(self, identity: Identity, password: str) -> list[str]:
        """Validation errors of a new password according to the site's own policy."""
        problem = getSite().portal_registration.testPasswordValidity(password)
        if problem:
            return [problem]
        return [SAME_PASSWORD] if self.check_password(identity, password) else []

    def set_password(self, identity: Identity, password: str) -> None:
        """Store a new password in the site.

        As the system user: a user who is logged in where the reset link was opened need
        not have a fresh code.
        """
        with api.env.adopt_user(user=system):
            _user_folder().userSetPassword(identity.user_id, password)

    def logged_in(self, identity: Identity) -> None:
        """Record the current address as one of the account's own."""
        if identity.email:
            get_staff_patrons().add_address(identity.user_id, identity.email)


def find_by_password(credentials: dict[str, Any]) -> Identity | None:
    """The user who needs a code but whom another plugin would accept, or None.

    A plugin may accept names that a search does not find: the stock plugin accepts user
    IDs as login names.
    """
    if not settings().staff_code:
        return None
    identities = (StaffSource().get(who[0]) for who in _accepted(credentials))
    return next((who for who in identities if who and who.needs_code), None)


def is_accepted(credentials: dict[str, Any]) -> bool:
    """Whether another plugin of the site accepts the password."""
    return any(_accepted(credentials))


def has_outgrown_password(user_id: str) -> bool:
    """Whether the user now needs a code, so that a password-only session is invalid."""
    if not settings().staff_code:
        return False
    identity = StaffSource().get(user_id)
    return identity is not None and identity.needs_code


def is_known(user_id: str) -> bool:
    """Whether the site still knows the user; PAS creates a user for any ID."""
    folder = _user_folder()
    return folder._verifyUser(folder.plugins, user_id=user_id) is not None


def root_user_folder() -> PluggableAuthService | None:
    """The user folder of the Zope root, which plugins of a site cannot guard."""
    return getattr(aq_parent(getSite()), "acl_users", None)


def is_root_user() -> bool:
    """Whether the current user is a user of the Zope root."""
    user, root = getSecurityManager().getUser(), root_user_folder()
    folder = aq_base(aq_parent(aq_inner(user)))
    return user.getId() is not None and root is not None and folder is aq_base(root)


def _user_folder() -> PluggableAuthService:
    return getSite().acl_users


def _accepted(credentials: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Pairs of user ID and login name that other plugins accept for the credentials."""
    plugins = _user_folder().plugins.listPlugins(IAuthenticationPlugin)
    for plugin_id, plugin in plugins:
        if plugin_id != PLUGIN_ID:
            who = plugin.authenticateCredentials(dict(credentials))
            if who:
                yield who


def _identity(user: BasicUser) -> Identity | None:
    if user is None or user.getId() in get_directory():
        return None
    return Identity(
        user_id=user.getId(),
        login=user.getUserName(),
        source=STAFF,
        email=user.getProperty("email", "") or "",
        language=user.getProperty("language", "") or "",
        needs_code=needs_code(user),
    )
