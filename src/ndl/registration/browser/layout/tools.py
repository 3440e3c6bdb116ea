"""Login and member menu in Plone's header, built only where they are shown.

Stock Plone builds the links, and looks up the user, three times for each page:
anonymous tools, member tools, toolbar. At most one of them is shown.
"""

from pathlib import Path
from plone.app.layout.viewlets import common
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import Any
from zope.component import getMultiAdapter


_STOCK = str(Path(common.__file__).parent)


class _Tools(common.PersonalBarViewlet):
    """A stock viewlet that does nothing where it is not shown."""

    def update(self) -> None:
        """Collect the links, if shown."""
        if self.is_shown():
            super().update()

    def render(self) -> str:
        """Render the stock template, if shown."""
        return super().render() if self.is_shown() else ""

    def is_shown(self) -> bool:
        """Whether the viewlet is shown."""
        raise NotImplementedError

    def _state(self, name: str) -> Any:
        return getMultiAdapter((self.context, self.request), name=name)


class AnonymousTools(_Tools):
    """Links for login and registration."""

    index = ViewPageTemplateFile("anontools.pt", _STOCK)

    def is_shown(self) -> bool:
        """Whether the user is not logged in."""
        return bool(self._state("plone_portal_state").anonymous())


class MemberTools(_Tools):
    """The user menu where no toolbar is shown."""

    index = ViewPageTemplateFile("membertools.pt", _STOCK)

    def is_shown(self) -> bool:
        """Whether the user is logged in and has no toolbar, which has its own menu."""
        if self._state("plone_portal_state").anonymous():
            return False
        return not self._state("plone_context_state").is_toolbar_visible()
