"""A mark on pages of the add-on that stand in Plone's own frame."""

from ndl.registration.browser.page import IPortalPage
from ndl.registration.interfaces import IBrowserLayer
from plone.app.layout.globals.interfaces import IBodyClassAdapter
from typing import Any
from zope.component import adapter
from zope.interface import implementer
from zope.interface import Interface


@implementer(IBodyClassAdapter)
@adapter(Interface, IBrowserLayer)
class PageMark:
    """The class `ndl-page` of the body, for the styles of the desk and the panels."""

    def __init__(self, context: Any, request: Any) -> None:
        self.context = context
        self.request = request

    def get_classes(self, template: Any, view: Any) -> list[str]:
        """The classes of a page."""
        return ["ndl-page"] if IPortalPage.providedBy(view) else []
