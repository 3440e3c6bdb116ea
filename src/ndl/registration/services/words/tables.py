"""@registration-tables: kinds of documents, reasons, services, catalogues.

GET lists the rows of a table, PATCH .../TABLE/ROW changes or adds one, DELETE restores
the shipped row, and removes a row that the library has added.
"""

from ndl.registration import _
from ndl.registration.controlpanels.tables import NAME_BAD
from ndl.registration.controlpanels.tables import row_faults
from ndl.registration.controlpanels.tables import TABLES
from ndl.registration.controlpanels.tables import title_faults
from ndl.registration.custom.rows import is_row_name
from ndl.registration.custom.rows import Table
from ndl.registration.errors import Code
from ndl.registration.services.body import check_type
from ndl.registration.services.body import Malformed
from ndl.registration.services.errors import refuse
from ndl.registration.services.errors import say
from ndl.registration.services.words.base import Unknown
from ndl.registration.services.words.base import WordsService
from plone import api
from typing import Any
from zope.interface import Invalid
from zope.schema import getFieldsInOrder
from zope.schema.interfaces import ValidationError


VALUES_BAD = _("Some values cannot be used.")


class TablesService(WordsService):
    """A service for the table and the row in the URL."""

    @property
    def table(self) -> Table[Any]:
        """The table. Raises Unknown."""
        known = {table.name: table for table, _title in TABLES.values()}
        if not self.path or self.path[0] not in known:
            raise Unknown
        return known[self.path[0]]

    @property
    def row(self) -> str:
        """The name of the row. Raises Unknown."""
        if len(self.path) != 2:
            raise Unknown
        return self.path[1]

    def shown(self, table: Table[Any], name: str) -> dict[str, Any]:
        """A row with the library's own values; texts that are as shipped are empty."""
        url = f"{self.context.absolute_url()}/@registration-tables"
        return {
            "@id": f"{url}/{table.name}/{name}",
            "name": name,
            "title": say(self.request, getattr(table.rows()[name], table.words[0])),
            "is_changed": table.is_changed(name),
            "values": table.values_of(name),
        }


class TablesGet(TablesService):
    """A row, the rows of a table in their order, or the names of the tables."""

    def respond(self) -> dict[str, Any]:
        """The rows of the table in the URL, or all tables."""
        url = f"{self.context.absolute_url()}/@registration-tables"
        if not self.path:
            return {
                "@id": url,
                "items": [
                    {"@id": f"{url}/{table.name}", "title": say(self.request, title)}
                    for table, title in TABLES.values()
                ],
            }
        table = self.table
        if len(self.path) > 1:
            return self.shown(table, self._known_row())
        items = [self.shown(table, name) for name in table.rows()]
        return {"@id": f"{url}/{table.name}", "items": items}

    def _known_row(self) -> str:
        if self.row not in self.table.rows():
            raise Unknown
        return self.row


class TablesPatch(TablesService):
    """Changes a row; an unknown name adds a new one."""

    def respond(self) -> Any:
        """Store the values that were sent; the others stay."""
        table, name = self.table, self.row
        if not is_row_name(name):
            return refuse(self.request, Code.REQUEST_MALFORMED, NAME_BAD)
        values = table.values_of(name)
        sent = self.body()
        if not sent.keys() <= values.keys():
            raise Malformed
        faults = self._faults(table, sent) or title_faults(table, name, values | sent)
        if faults:
            code = Code.REQUEST_MALFORMED
            return refuse(self.request, code, VALUES_BAD, fields=faults)
        return self.change(lambda: table.change(name, values | sent))

    def _faults(self, table: Table[Any], sent: dict[str, Any]) -> dict[str, str]:
        faults = {}
        for name, field in getFieldsInOrder(table.record):
            try:
                if name in sent:
                    check_type(field, sent[name])
                    field.bind(api.portal.get()).validate(sent[name])
            except ValidationError as error:
                faults[name] = error.doc()
            except Invalid as error:
                faults[name] = error.args[0]
        return faults or row_faults(table, sent)


class TablesDelete(TablesService):
    """Restores the shipped row, or removes an added one."""

    def respond(self) -> Any:
        """204, or 404 if the row has no values of the library."""
        table, name = self.table, self.row
        if not table.is_changed(name):
            raise Unknown
        return self.change(lambda: table.reset(name))
