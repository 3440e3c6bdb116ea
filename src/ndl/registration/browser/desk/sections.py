"""Breadcrumbs and site sections above the pages of the desk."""

from AccessControl import getSecurityManager
from DateTime import DateTime
from functools import cached_property
from html import escape
from ndl.registration.browser.desk.titles import title_of
from ndl.registration.review.content import RegistrationApplication
from ndl.registration.review.content import RegistrationDesk
from plone import api
from plone.app.layout.viewlets.common import GlobalSectionsViewlet
from plone.base.utils import pretty_title_or_id
from Products.CMFCore.permissions import View
from Products.CMFPlone.browser.navigation import PhysicalNavigationBreadcrumbs
from typing import Any
from zope.i18n import translate


class DeskSections(GlobalSectionsViewlet):
    """Global sections: the site's actions, then the top level of its content."""

    @cached_property
    def navtree(self) -> dict[str, list[dict[str, Any]]]:
        """The sections, as the viewlet expects them."""
        entries = [self._action(action) for action in self._actions]
        if self.settings.generate_tabs:
            entries += [self._entry(one) for one in self._top_level if self._fits(one)]
        return {self.navtree_path: entries}

    @property
    def _actions(self) -> list[dict[str, Any]]:
        state = api.content.get_view("plone_context_state", self.context, self.request)
        return state.actions("portal_tabs")

    @property
    def _top_level(self) -> Any:
        order = "reverse" if self.settings.sort_tabs_reversed else "ascending"
        return api.portal.get_tool("portal_catalog").unrestrictedSearchResults(
            path={"query": self.navtree_path, "depth": 1},
            sort_on=self.settings.sort_tabs_on,
            sort_order=order,
        )

    def _fits(self, brain: Any) -> bool:
        """Whether the navigation settings and the permissions allow the entry."""
        wanted = self.settings
        if brain.portal_type not in wanted.displayed_types:
            return False
        if brain.exclude_from_nav and brain.getPath() not in self._here:
            return False
        if not wanted.nonfolderish_tabs and not brain.is_folderish:
            return False
        states = wanted.workflow_states_to_show or ()
        if wanted.filter_on_workflow and brain.review_state not in states:
            return False
        return self._is_open_to_me(brain)

    def _is_open_to_me(self, brain: Any) -> bool:
        content, moment = brain._unrestrictedGetObject(), DateTime()
        if not content.effective() <= moment < content.expires():
            return False
        if content.getId() == content.aq_parent.getDefaultPage():
            return False
        return bool(getSecurityManager().checkPermission(View, content))

    @property
    def _here(self) -> str:
        return "/".join(self.context.getPhysicalPath())

    def _action(self, action: dict[str, Any]) -> dict[str, Any]:
        title = translate(action["title"], domain="plone", context=self.request)
        return self._link(action["id"], title, action["url"])

    def _entry(self, brain: Any) -> dict[str, Any]:
        url = brain.getURL()
        if brain.portal_type in self.types_using_view:
            url = f"{url}/view"
        title = pretty_title_or_id(self.context, brain)
        return self._link(brain.getId, title, url, brain.review_state)

    def _link(
        self, name: str, title: str, url: str, state: str | None = None
    ) -> dict[str, Any]:
        return {
            "id": name,
            "uid": name,
            "path": f"{self.navtree_path}/{name}",
            "url": url,
            "title": escape(title),
            "review_state": state,
        }


class TitledBreadcrumbs(PhysicalNavigationBreadcrumbs):
    """Breadcrumbs with the title of the desk or application in the page's language."""

    def customize_entry(
        self,
        entry: dict[str, str],
        context: RegistrationDesk | RegistrationApplication | None = None,
    ) -> None:
        """Set the title of the entry."""
        entry["Title"] = title_of(self.context, self.request)
