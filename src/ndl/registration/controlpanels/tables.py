"""The tables that managers edit, and the control panel that lists their rows."""

from collections.abc import Callable
from collections.abc import Mapping
from ndl.registration import _
from ndl.registration.browser.forms.fresh import StaffFreshCode
from ndl.registration.browser.forms.page import PortalPage
from ndl.registration.config import LANGUAGES
from ndl.registration.custom.rows import is_row_name
from ndl.registration.custom.rows import Table
from ndl.registration.documents.kinds import KIND_TABLE
from ndl.registration.library.requests.fields import fault_of
from ndl.registration.library.requests.refusals import REFUSAL_TABLE
from ndl.registration.library.search.targets import TARGET_TABLE
from ndl.registration.library.services import SERVICE_TABLE
from ndl.registration.review.reasons import REASON_TABLE
from typing import Any


TABLES: dict[str, tuple[Table[Any], str]] = {
    "ndl-registration-kinds": (KIND_TABLE, _("Kinds of identification documents")),
    "ndl-registration-reasons": (REASON_TABLE, _("Reasons to decline an application")),
    "ndl-registration-catalogues": (
        TARGET_TABLE,
        _("Catalogues that can be searched"),
    ),
    "ndl-registration-refusals": (REFUSAL_TABLE, _("Reasons to refuse a request")),
    "ndl-registration-services": (SERVICE_TABLE, _("Services of the library")),
}
# Checks of values beyond those of their fields, by table and field.
_FAULTS: dict[str, dict[str, Callable[[str], str]]] = {
    SERVICE_TABLE.name: {"fields": fault_of},
}
UNTITLED = _("Write it in one language at least.")
NAME_TAKEN = _("There is a row of this name already.")
NAME_BAD = _("Write a name of small letters, digits and hyphens, such as library-card.")
EDIT_PAGE = "ndl-registration-row"


def row_faults(table: Table[Any], values: Mapping[str, Any]) -> dict[str, str]:
    """Validation errors of the values of a row, by field."""
    found = {
        name: fault_of_value(values.get(name) or "")
        for name, fault_of_value in _FAULTS.get(table.name, {}).items()
    }
    return {name: message for name, message in found.items() if message}


def title_faults(
    table: Table[Any], name: str, values: Mapping[str, Any]
) -> dict[str, str]:
    """The error of a row that would have no title in any language, by field."""
    fields = [f"{table.words[0]}_{language}" for language in LANGUAGES]
    is_titled = any((values.get(field) or "").strip() for field in fields)
    return {} if is_titled or name in table.given() else {fields[0]: UNTITLED}


class TablePage(StaffFreshCode, PortalPage):
    """The rows of a table, and a form for the name of a new one."""

    def post(self) -> str:
        """Redirect to the form of a new row."""
        fault = self._fault()
        if fault:
            return self.refuse(fault)
        return self.redirect(self._url_of(self.new_name))

    @property
    def table(self) -> Table[Any]:
        """The table of this page."""
        return TABLES[self.__name__][0]

    @property
    def title(self) -> str:
        """Title of the table."""
        return TABLES[self.__name__][1]

    @property
    def url(self) -> str:
        """URL of this page."""
        return f"{self.context.absolute_url()}/@@{self.__name__}"

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The rows of the table, as the page shows them."""
        word = self.table.words[0]
        return [
            {
                "name": name,
                "title": getattr(row, word),
                "offered": row.offered,
                "changed": self.table.is_changed(name),
                "url": self._url_of(name),
            }
            for name, row in self.table.rows().items()
        ]

    @property
    def new_name(self) -> str:
        """The name entered for a new row."""
        return self.text_of("name").strip()

    def _url_of(self, name: str) -> str:
        return f"{self.context.absolute_url()}/@@{EDIT_PAGE}/{self.table.name}/{name}"

    def _fault(self) -> str:
        if not is_row_name(self.new_name):
            return NAME_BAD
        return NAME_TAKEN if self.new_name in self.table.rows() else ""
