"""Entitlements to services as virtual groups, for Plone's permissions."""

from AccessControl import ClassSecurityInfo
from AccessControl.class_init import InitializeClass
from AccessControl.users import BasicUser
from collections.abc import Callable
from ndl.registration.library.groups import groups_of
from ndl.registration.library.groups import is_reserved
from ndl.registration.library.groups import service_groups
from ndl.registration.library.groups import ServiceGroup
from ndl.registration.store_interfaces.patrons import IPatronDirectory
from Products.PlonePAS.plugins.autogroup import VirtualGroup
from typing import Any
from zope.component import queryUtility
from zope.globalrequest import getRequest
from zope.i18n import translate
from ZPublisher.HTTPRequest import HTTPRequest


class Groups:
    """The part of the plugin for groups, which are computed at each request."""

    security = ClassSecurityInfo()
    getId: Callable[[], str]

    @security.private
    def getGroupsForPrincipal(
        self, principal: BasicUser, request: HTTPRequest | None = None
    ) -> tuple[str, ...]:
        """The current groups of a patron; empty for other users.

        PAS calls this for groups too.
        """
        principal_id = principal.getId()
        directory = queryUtility(IPatronDirectory)
        if directory is None or is_reserved(principal_id):
            return ()
        patron = directory.get(principal_id)
        return () if patron is None else groups_of(patron)

    @security.private
    def enumerateGroups(
        self,
        id: str | list[str] | None = None,
        exact_match: bool = False,
        sort_by: str | None = None,
        max_results: int | None = None,
        **criteria: Any,
    ) -> tuple[dict[str, str], ...]:
        """Groups whose ID or title contains a text; all groups if no text is given."""
        wanted = [text for text in (id, *criteria.values()) if text]
        if isinstance(id, (list, tuple)):
            wanted = list(id)
        infos = [self._group_info(group) for group in service_groups()]
        found = [info for info in infos if _is_meant(info, wanted, exact_match)]
        if sort_by:
            found.sort(key=lambda info: info.get(sort_by, ""))
        return tuple(found[:max_results])

    @security.private
    def getGroupById(self, group_id: str) -> VirtualGroup | None:
        """The group of this ID, or None if the library does not offer its service."""
        found = (g for g in service_groups() if g.group_id == group_id)
        group = next(found, None)
        return None if group is None else self._wrap(group)

    @security.private
    def getGroups(self) -> list[VirtualGroup]:
        """All groups."""
        return [self._wrap(group) for group in service_groups()]

    @security.private
    def getGroupIds(self) -> list[str]:
        """The IDs of all groups."""
        return [group.group_id for group in service_groups()]

    @security.private
    def getGroupMembers(self, group_id: str) -> tuple[str, ...]:
        """Empty: listing the members would need a scan of all patrons."""
        return ()

    def _group_info(self, group: ServiceGroup) -> dict[str, str]:
        return {
            "id": group.group_id,
            "groupid": group.group_id,
            "title": translate(group.title, context=getRequest()),
            "pluginid": self.getId(),
        }

    def _wrap(self, group: ServiceGroup) -> VirtualGroup:
        title = translate(group.title, context=getRequest())
        wrapped = VirtualGroup(group.group_id, title=title)
        wrapped.addPropertysheet(self.getId(), {"title": title})
        return wrapped


def _is_meant(info: dict[str, str], wanted: list[str], exact: bool) -> bool:
    if not wanted:
        return True
    texts = [info["id"].casefold(), info["title"].casefold()]
    asked = [str(text).casefold() for text in wanted]
    if exact:
        return any(text in asked for text in texts)
    return any(part in text for text in texts for part in asked)


InitializeClass(Groups)
