"""The reader's links in Plone's header, collected only where they are shown.

Stock collects them, and looks up the reader, in three places of each page: tools
of strangers, tools of members, toolbar. At most one of them shows anything.
"""

from pathlib import Path
from plone.app.layout.viewlets import common
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import Any
from zope.component import getMultiAdapter


_STOCK = str(Path(common.__file__).parent)


class _Tools(common.PersonalBarViewlet):
    """A stock viewlet that works only where it shows something."""

    def update(self) -> None:
        """Collect the links."""
        if self.is_shown():
            super().update()

    def render(self) -> str:
        """Draw the links with the stock template."""
        return super().render() if self.is_shown() else ""

    def is_shown(self) -> bool:
        """Whether there is something to show."""
        raise NotImplementedError

    def _state(self, name: str) -> Any:
        return getMultiAdapter((self.context, self.request), name=name)


class AnonymousTools(_Tools):
    """Login and registration."""

    index = ViewPageTemplateFile("anontools.pt", _STOCK)

    def is_shown(self) -> bool:
        """Whether nobody is logged in."""
        return bool(self._state("plone_portal_state").anonymous())


class MemberTools(_Tools):
    """The menu of somebody who has no toolbar."""

    index = ViewPageTemplateFile("membertools.pt", _STOCK)

    def is_shown(self) -> bool:
        """Whether somebody is logged in, whose menu is not in the toolbar."""
        if self._state("plone_portal_state").anonymous():
            return False
        return not self._state("plone_context_state").is_toolbar_visible()
