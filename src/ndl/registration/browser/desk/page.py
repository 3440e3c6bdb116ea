"""What all pages of the desk share."""

from ndl.registration.browser.forms.page import ActionPage
from ndl.registration.browser.layout.assets import static_url
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile


class DeskPage(ActionPage):
    """A page of the desk, across the whole width.

    The navigation in the left column would list applications as well.
    """

    scripts = ViewPageTemplateFile("scripts.pt")
    keys = ViewPageTemplateFile("keys.pt")

    @property
    def modules(self) -> tuple[str, ...]:
        """The scripts of the page, among those of the package."""
        return ("keys.js",)

    @property
    def has_viewer(self) -> bool:
        """Whether pictures can be enlarged."""
        return False

    @property
    def static(self) -> str:
        """Where the scripts lie, under a name that may be kept for good."""
        return static_url()

    def prepare(self) -> None:
        """Leave the columns away."""
        self.request.set("disable_plone.leftcolumn", True)
        self.request.set("disable_plone.rightcolumn", True)
