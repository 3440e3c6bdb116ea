"""Patrons as users of the site: enumeration, properties and roles."""

from AccessControl import ClassSecurityInfo
from AccessControl import getSecurityManager
from AccessControl.class_init import InitializeClass
from AccessControl.users import BasicUser
from collections.abc import Callable
from ndl.registration.config import ROLE_IN_JAPAN
from ndl.registration.config import ROLE_OFFICIAL
from ndl.registration.config import ROLE_OVERSEAS
from ndl.registration.config import ROLE_SIMPLE
from ndl.registration.folding import fold_user_id
from ndl.registration.patrons.directory import get_directory
from ndl.registration.patrons.email import email_key
from ndl.registration.patrons.keys import fold_name
from ndl.registration.patrons.patron import Patron
from ndl.registration.store_interfaces.patrons import IPatronDirectory
from ndl.registration.web.fresh import is_published
from typing import Any
from zope.component import queryUtility
from zope.component.hooks import getSite
from zope.globalrequest import getRequest
from ZPublisher.HTTPRequest import HTTPRequest


_LISTED = 100
_LOOKING_THROUGH = (
    "Plone Site Setup: Users and Groups",
    "ndl.registration: Review Applications",
)


class Users:
    """The part of the plugin for enumeration, properties and roles."""

    security = ClassSecurityInfo()
    getId: Callable[[], str]

    @security.private
    def enumerateUsers(
        self,
        id: str | list[str] | None = None,
        login: str | list[str] | None = None,
        exact_match: bool = False,
        sort_by: str | None = None,
        max_results: int | None = None,
        **criteria: Any,
    ) -> tuple[dict[str, str], ...]:
        """Patrons by user ID, or by the beginning of an ID, name or address.

        Without criteria the first hundred, so that a control panel can list some; all
        results come from indexes. Empty if there is no directory, because the pages for
        its repair enumerate users as well. Users without permission to search patrons
        find them only by an exact ID.
        """
        if queryUtility(IPatronDirectory) is None:
            return ()
        if not (exact_match and (id or login)) and not _may_look_through():
            return ()
        limit = max_results or _LISTED
        wanted = id or login
        if wanted:
            texts = [wanted] if isinstance(wanted, str) else wanted
            found = [p for text in texts for p in _by_id(text, exact_match, limit)]
        else:
            found = _by_criteria(criteria, exact_match, limit)
        infos = (self._info(patron) for patron in found[:limit])
        return tuple(sorted(infos, key=lambda info: info.get(sort_by or "id", "")))

    def _info(self, patron: Patron) -> dict[str, str]:
        return {
            "id": patron.user_id,
            "login": patron.user_id,
            "pluginid": self.getId(),
            "title": patron.full_name,
            "email": patron.email,
            "editurl": "",
        }

    @security.private
    def getPropertiesForUser(
        self, user: BasicUser, request: HTTPRequest | None = None
    ) -> dict[str, str]:
        """Properties of a patron in Plone; Plone's own forms cannot change them."""
        patron = get_directory().get(user.getId())
        if patron is None:
            return {}
        return {
            "fullname": patron.full_name,
            "email": patron.email,
            "language": patron.language,
        }

    @security.private
    def getRolesForPrincipal(
        self, principal: BasicUser, request: HTTPRequest | None = None
    ) -> tuple[str, ...]:
        """The roles for a patron's class and residence; none after expiry."""
        patron = get_directory().get(principal.getId())
        if patron is None or patron.is_expired:
            return ()
        return (
            ROLE_OFFICIAL if patron.is_official else ROLE_SIMPLE,
            ROLE_IN_JAPAN if patron.residence.at_home else ROLE_OVERSEAS,
        )


def _may_look_through() -> bool:
    """Whether the current user may search patrons.

    Plone's own searches and vocabularies of users are open to every member.
    """
    if not is_published(getRequest()):
        return True
    manager, site = getSecurityManager(), getSite()
    return any(manager.checkPermission(name, site) for name in _LOOKING_THROUGH)


def _by_id(text: str, exact: bool, limit: int) -> list[Patron]:
    patron = get_directory().get(text if exact else fold_user_id(text))
    if patron or exact:
        return [patron] if patron else []
    return get_directory().search(text, limit)


def _by_criteria(criteria: dict[str, Any], exact: bool, limit: int) -> list[Patron]:
    wanted = {
        name: text
        for name, text in criteria.items()
        if name in _SEARCHABLE and text and isinstance(text, str)
    }
    if any(criteria.values()) and not wanted:
        return []
    if exact and wanted:
        return _exactly(wanted, limit)
    return get_directory().search(next(iter(wanted.values()), ""), limit)


def _exactly(wanted: dict[str, str], limit: int) -> list[Patron]:
    """Patrons that match each criterion exactly: whole address or whole name."""
    directory = get_directory()
    email = email_key(wanted.get("email", ""))
    names = {fold_name(text) for name, text in wanted.items() if name != "email"}
    if email:
        found = directory.search(email, limit)
    else:
        found = directory.find_by_name(next(iter(names)), limit)
    return [
        patron
        for patron in found
        if email in ("", email_key(patron.email))
        and names <= {fold_name(patron.full_name)}
    ]


_SEARCHABLE = ("fullname", "email", "name")

InitializeClass(Users)
