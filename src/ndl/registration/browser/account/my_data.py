"""The page `my-data`, which hands out everything that is held of the patron."""

from ndl.registration import _
from ndl.registration.account.data_archive import take_my_data
from ndl.registration.browser.forms.page import PortalPage
from ndl.registration.patrons.directory import get_directory
from ndl.registration.web.download import send_zip
from plone import api
from typing import Any


FILE_NAME = "my-data.zip"


class MyData(PortalPage):
    """Says what the file holds; the button downloads it."""

    title = _("My data")
    needs_fresh_code = True

    def post(self) -> Any:
        """Send the file."""
        patron = get_directory()[api.user.get_current().getId()]
        return send_zip(self.request.response, take_my_data(patron), FILE_NAME)
