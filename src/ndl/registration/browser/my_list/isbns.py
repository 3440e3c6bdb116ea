"""The page `my-list-isbns`: add records by their ISBNs, typed or from a file."""

from ndl.registration import _
from ndl.registration.browser.my_list.page import MyListPage
from ndl.registration.errors import Code
from ndl.registration.library.my_list.isbns import add_isbns
from ndl.registration.library.my_list.isbns import Added
from ndl.registration.library.my_list.isbns import decode_file
from ndl.registration.library.my_list.isbns import FILE_SIZE
from ndl.registration.library.my_list.isbns import MOST
from ndl.registration.library.my_list.isbns import read_isbns
from ndl.registration.library.my_list.lists import find_list
from ndl.registration.library.my_list.lists import first_list
from ndl.registration.library.search.targets import open_targets
from ndl.registration.library.search.targets import Target
from ndl.registration.library.search.targets import target_named
from ZPublisher.HTTPRequest import FileUpload


class MyListIsbns(MyListPage):
    """The form for ISBNs; the same page shows the result of each."""

    title = _("Add by ISBN or from a file")
    error_fields = {Code.NO_ISBNS: "isbns", Code.TOO_MANY_ISBNS: "isbns"}
    most = MOST
    result: Added | None = None

    @property
    def targets(self) -> list[Target]:
        """The catalogues that can be searched by ISBN."""
        return [target for target in open_targets() if target.index_isbn]

    @property
    def typed(self) -> str:
        """The numbers as typed; empty once they are added."""
        return "" if self.result else self.text_of("isbns", FILE_SIZE)

    @property
    def back(self) -> str:
        """URL of the list."""
        return self.list_url(self.chosen)

    def post(self) -> str:
        """Look all numbers up and add the records found."""
        isbns = read_isbns(f"{self._text()}\n{self._file()}")
        target = target_named(self.text_of("catalogue"))
        owner = self.owner
        each = find_list(owner, self.list_id) if self.list_id else first_list(owner)
        self.result = add_isbns(each, isbns, target, self.client)
        return self.get()

    def _text(self) -> str:
        typed = self.request.form.get("isbns")
        return typed if isinstance(typed, str) else ""

    def _file(self) -> str:
        upload = self.request.form.get("file")
        if not isinstance(upload, FileUpload):
            return ""
        return decode_file(upload.read(2 * FILE_SIZE))
