"""POST @my-data: everything that is held of the patron, as a ZIP file."""

from ndl.registration.account.data_archive import take_my_data
from ndl.registration.patrons.patron import Patron
from ndl.registration.services.patron import FileService
from ndl.registration.services.patron import PatronService
from ndl.registration.web.download import Download
from ndl.registration.web.download import send_zip


class MyDataPost(FileService, PatronService):
    """No GET: the audit log notes who took the data."""

    needs_fresh_code = True

    def answer(self, patron: Patron) -> Download:
        """The same archive as that of the page."""
        return send_zip(self.request.response, take_my_data(patron), "my-data.zip")
