"""GET @request-export: the queue with its filters as a CSV file."""

from functools import partial
from ndl.registration.library.requests.export import export_requests
from ndl.registration.library.requests.export import FILE_NAME
from ndl.registration.library.requests.export import note_exported
from ndl.registration.services.errors import wanted_language
from ndl.registration.services.patron import FileService
from ndl.registration.services.request_queue.base import filters_in
from ndl.registration.web.download import Download
from ndl.registration.web.download import read_apart
from ndl.registration.web.download import send_csv


class RequestExportGet(FileService):
    """Each export is audited."""

    def respond(self) -> Download:
        """The file, in the language that the request asks for."""
        filters = filters_in(self.request.form)
        note_exported(filters)
        make = partial(export_requests, filters, wanted_language(self.request))
        return send_csv(self.request.response, read_apart(make), FILE_NAME)
