"""The page `my-list-export`: a list as a file."""

from ndl.registration.browser.my_list.page import MyListPage
from ndl.registration.errors import DomainError
from ndl.registration.library.my_list.entries import sorted_entries
from ndl.registration.library.my_list.exports import export
from ndl.registration.library.my_list.exports import Format
from zExceptions import NotFound


FORMATS = {
    Format.RIS: "RIS",
    Format.BIBTEX: "BibTeX",
    Format.CSV: "CSV",
    Format.JSON: "JSON (CSL)",
}


class MyListExport(MyListPage):
    """Exports a list in the format of the URL."""

    def get(self) -> str:
        """Send the file. Raises NotFound for an unknown list or format."""
        try:
            each = self.chosen
            entries = [] if each is None else sorted_entries(each)
            file = export(entries, self.text_of("format"))
        except DomainError as error:
            raise NotFound("my-list-export") from error
        response = self.request.response
        response.setHeader("Content-Type", f"{file.media_type}; charset=utf-8")
        response.setHeader("Content-Disposition", f'attachment; filename="{file.name}"')
        return file.data.decode("utf-8")
