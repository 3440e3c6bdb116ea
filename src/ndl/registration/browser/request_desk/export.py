"""The queue of requests as CSV: the page `request-export`."""

from functools import partial
from ndl.registration.browser.forms.page import PortalPage
from ndl.registration.browser.languages import page_language
from ndl.registration.browser.request_desk.desk import asked_in
from ndl.registration.library.requests.export import export_requests
from ndl.registration.library.requests.export import FILE_NAME
from ndl.registration.library.requests.export import note_exported
from ndl.registration.library.requests.queue import parse_filters
from ndl.registration.web.download import read_apart
from ndl.registration.web.download import send_csv
from typing import Any


class RequestExport(PortalPage):
    """CSV export of the queue; each export is audited."""

    def get(self) -> Any:
        """Send the file, in the language of the page."""
        filters = parse_filters(asked_in(self.request))[0]
        note_exported(filters)
        make = partial(export_requests, filters, page_language())
        return send_csv(self.request.response, read_apart(make), FILE_NAME)
