"""What all pages of the desk share."""

from ndl.registration.browser.forms.page import ActionPage


class DeskPage(ActionPage):
    """A page of the desk, across the whole width.

    The navigation in the left column would list applications as well.
    """

    def prepare(self) -> None:
        """Leave the columns away."""
        self.request.set("disable_plone.leftcolumn", True)
        self.request.set("disable_plone.rightcolumn", True)
